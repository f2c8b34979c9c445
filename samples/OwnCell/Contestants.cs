using CellGen.Samples.OwnCell.Cells;

namespace CellGen.Samples.OwnCell;

/// <summary>The cells, each a class of a few lines, with about as many parameters.</summary>
public static class Contestants
{
    /// <summary>The LSTM first, then what it is without something, then its successors.</summary>
    public static IReadOnlyList<Contestant> All { get; } =
    [
        new NetContestant<Vanilla, Vanilla.State, Vanilla.Tape, Vanilla.Gradient>(
            "LSTM", "three gates, peepholes", isAblation: false, seed => new(seed), (steps, batch) => new(steps, batch), gradient => gradient.Values),
        new NetContestant<NoInputGate, NoInputGate.State, NoInputGate.Tape, NoInputGate.Gradient>(
            "NIG", "no input gate", isAblation: true, seed => new(seed), (steps, batch) => new(steps, batch), gradient => gradient.Values),
        new NetContestant<NoForgetGate, NoForgetGate.State, NoForgetGate.Tape, NoForgetGate.Gradient>(
            "NFG", "no forget gate", isAblation: true, seed => new(seed), (steps, batch) => new(steps, batch), gradient => gradient.Values),
        new NetContestant<NoOutputGate, NoOutputGate.State, NoOutputGate.Tape, NoOutputGate.Gradient>(
            "NOG", "no output gate", isAblation: true, seed => new(seed), (steps, batch) => new(steps, batch), gradient => gradient.Values),
        new NetContestant<NoInputActivation, NoInputActivation.State, NoInputActivation.Tape, NoInputActivation.Gradient>(
            "NIAF", "no input activation", isAblation: true, seed => new(seed), (steps, batch) => new(steps, batch), gradient => gradient.Values),
        new NetContestant<NoOutputActivation, NoOutputActivation.State, NoOutputActivation.Tape, NoOutputActivation.Gradient>(
            "NOAF", "no output activation", isAblation: true, seed => new(seed), (steps, batch) => new(steps, batch), gradient => gradient.Values),
        new NetContestant<CoupledGates, CoupledGates.State, CoupledGates.Tape, CoupledGates.Gradient>(
            "CIFG", "f = 1 − i", isAblation: true, seed => new(seed), (steps, batch) => new(steps, batch), gradient => gradient.Values),
        new NetContestant<NoPeepholes, NoPeepholes.State, NoPeepholes.Tape, NoPeepholes.Gradient>(
            "NP", "no peepholes", isAblation: true, seed => new(seed), (steps, batch) => new(steps, batch), gradient => gradient.Values),
        new NetContestant<LightGru, LightGru.State, LightGru.Tape, LightGru.Gradient>(
            "light GRU", "no reset gate, relu", isAblation: false, seed => new(seed), (steps, batch) => new(steps, batch), gradient => gradient.Values),
        new NetContestant<Janet, Janet.State, Janet.Tape, Janet.Gradient>(
            "JANET", "a forget gate alone", isAblation: false, seed => new(seed), (steps, batch) => new(steps, batch), gradient => gradient.Values),
        new NetContestant<Mgu, Mgu.State, Mgu.Tape, Mgu.Gradient>(
            "MGU", "one gate", isAblation: false, seed => new(seed), (steps, batch) => new(steps, batch), gradient => gradient.Values),
    ];
}
