import BrineCommands

await Doorway.saltSwarm()
