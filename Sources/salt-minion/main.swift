import BrineCommands

await Doorway.saltMinion()
