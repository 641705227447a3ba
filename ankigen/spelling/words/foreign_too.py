"""Listed misspellings that are everyday words of another language ("chambre", "projet"). In notes
that were not typed in a hurry they are only suggested: English texts hold foreign words and
phrases that no mark sets apart.
"""

from __future__ import annotations

from ankigen.text.word_lists import word_set

FOREIGN_TOO = word_set(
    "abord absolue absolument absolut accidens accusato activistas adapte administrativo admis "
    "adquire adresse adresses advocat affaire affaires africain africanos agressive ajustement "
    "aktive alle als alternativ alternativos amendement americanas annonce anormal anticipato "
    "anual appareil approche approuve arbitre architecte architectes argumentos artistas "
    "aspectos assistent attachement attendent atual autor autorisation auxiliar avance avantage "
    "avantages beter blessure bombardement bord brach branche brillant calculs calle calles "
    "candidat candidats categorie celle celles chambre chambres charakter classe cliente clos "
    "comando comandos combinaison comercial commun comparaison complet componentes composants "
    "confidencial conflit confortable conjonction considere constituant constitue construtor "
    "contribue contro controle controles copie correspondance correspondant corretor cursos "
    "datas definitio deine delt delte demonstrat dependet desperat devine diable differens dito "
    "doble doen dokument dominante dran dum effekt eficient egal elemente eles ende entends "
    "enveloppe environnement envolve erro erros espace essencial excede exempel exemple "
    "exemples exercice explicite extrem faktor fals falsk falso falt fase fases februar fiel "
    "fille filles fils finde fixe flor fonction fonctions fondamental formes forse foto "
    "fotograf fram garantie garanties gard generell gir gitar groupe groupes hace handel ignora "
    "ilegal impossibile inclue individuel inicial initiales installe intelectual internt "
    "interprete invalide inventer ist januar jornal juge juli juni jurnal jus komma konstant "
    "leeg leve leves limite lokal lokale lokales longe manifiesto manuels mariage matris mede "
    "mesure mesures methode metod middel mis modell momento momentos moteur mouvement "
    "mouvements mye nam ned negativ noen nomes normale objet objets ocasional oder offen "
    "oficial oktober ons operatio operatione operationes overal passiv periode pont posible "
    "positiv possibile potencial potentiel prefere presse pris probabile probleem probleme "
    "procede proces produkt produktion produse profesional profissional projet projets promis "
    "raison raisons recommandation recommandations refere refert relativ relevante relie "
    "remplace rende renforce represente requiere responde respons responsable ressemble "
    "ressources reste resurse rute sade selv sensibile separat ser serie servent sie signes "
    "significat significativo similia sinal sistem solum som somme stabilite startet stilus stati "
    "statu stil strengt strutture studi succede succes symbole tabel tage tekst termine termo "
    "territoires tese thuis timere titel titels toi trafic trama transfert tre universell unser "
    "unsers unter utiliza vai validade valide variabel variante varios vart vender vill "
    "visibles visiter vist vor wel"
)
