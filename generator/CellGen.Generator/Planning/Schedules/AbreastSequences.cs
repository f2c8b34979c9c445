namespace CellGen.Generator.Planning.Schedules;

/// <summary>
/// Which nets run sequences of a batch abreast where they write a tape, and backwards: a step of all of them, and then the next, so
/// that each weight of the recurrence is read once for all. Alone, a step of a sequence waits for its weights, once they leave the first
/// cache. Measured on an Intel Emerald Rapids (KVM, shared), 32 sequences of 64 steps, forward and backward, the least of 15 in turns with
/// one sequence after the other, twice: with 512 bits RNN(32, 128) takes 0.80 and 0.90 of the time, LSTM(32, 64) 0.78 and 0.82,
/// GRU(32, 96) 0.77 and 0.79, GRU(64, 128) 0.74 and 0.83, LSTM(32, 128) 0.59 and 0.68, LSTM(40, 256) 0.60 and 0.73, LSTM(128, 512)
/// 0.30 and 0.31; GRU(32, 64), which is below the limit, 0.95 when it was not. With 256 bits, where a multiply-add wants half as many
/// weights, 0.93 to 1.02, but LSTM(40, 256) 0.60 and 0.80, LSTM(128, 512) 0.53 and 0.56.
/// </summary>
internal static class AbreastSequences
{
    /// <summary>
    /// The most sequences at once: 32 where the weights leave the second cache, too, from 4 MB on, and 16 below. Measured as above, forward
    /// and backward in one process, with 32 LSTM(128, 512) takes 0.93 and 0.95 of the time; GRU(64, 128), whose rows then leave a
    /// cache, 1.05 and 1.07.
    /// </summary>
    public static int MostOf(NetPlan plan) => Weights(plan) >= 1024 * 1024 ? 32 : 16;

    /// <summary>The fewest weights of the recurrence for which that pays: 64 KB, more than the first cache of most processors.</summary>
    private const int FewestWeights = 16 * 1024;

    /// <summary>
    /// The fewest for which it pays without a tape, too, where sequences side by side are lanes otherwise: 192 KB. Measured on a Zen 5
    /// (KVM, shared), 32 sequences of 64 steps, abreast beside lanes in turns, the least of 40, twice: with 512 bits GRU(64, 128) takes
    /// 0.86 and 0.83 of the time, LSTM(32, 128) 0.98 and 0.95, GRU(64, 192) 0.90 and 0.83, RNN(32, 256) 0.93 and 0.82, GRU(64, 256) 0.89
    /// and 0.85; with 256 bits 1.04 and 0.98, 0.85 and 0.86, 0.92 and 0.88, 0.95 and 1.01, 0.79 and 0.77. Below, even with a tape
    /// beside lanes without one: GRU(32, 96) 1.09 and 1.08 to 1.12, LSTM(32, 96) 1.10 and 0.92 to 0.97.
    /// </summary>
    private const int FewestWithoutTape = 48 * 1024;

    /// <summary>Whether a net runs sequences abreast without a tape, too; one that adds its directions would need more memory.</summary>
    public static bool WithoutTapeIn(NetPlan plan) => plan.RunsAbreast && !plan.Spec.Cell.SumsDirections && Weights(plan) >= FewestWithoutTape;

    /// <summary>Whether a net does: of one phase, and whose equations read nothing that all sequences share but its matrix.</summary>
    public static bool In(NetPlan plan)
    {
        var step = plan.Training;
        return plan.Spec is { Network.Training: true, Part: not { HasContext: true }, Head: not { ReadsInput: true } }
            && step.Phases.Count == 1 && step.Phases[0].Product is { ReadsState: true } && step is { HasMask: false, ReadsInput: false, Vectors.Count: 0 }
            && !plan.RunsTwoChains(tape: true) && Weights(plan) >= FewestWeights;
    }

    private static int Weights(NetPlan plan) => plan.Matrices.Sum(matrix => matrix.Layout.MatrixLength(matrix.Columns));
}
