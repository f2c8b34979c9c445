using CellGen;
using CellGen.TopologyTests.Nets;
using CellGen.TopologyTests.Training;

// Trains a net with a checkpoint after every update, says so, and saves the weights at the end: KillTests kills it, and starts it again.
// Arguments: the file of the checkpoint, the file of the weights.
var model = new TrainedGru(1);
Trainer<TrainedGru> trainer = TrainingData.LongRun(model, checkpoint: args[0], every: 1);
trainer.Fit(TrainingData.Adding(60, 1), TrainingData.Adding(20, 2), TrainingData.LongRunEpochs, new TrainingData.Listener(report => Console.WriteLine(report.Step)));
model.Save(args[1]);
