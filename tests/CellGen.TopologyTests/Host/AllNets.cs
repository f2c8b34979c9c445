using CellGen.TopologyTests.Nets;

namespace CellGen.TopologyTests.Host;

/// <summary>
/// Nets of every topology. Those with dropout are among them: a new tape begins with the first mask, and each sequence takes
/// the next, in a batch or alone.
/// </summary>
internal static class AllNets
{
    private static readonly Dictionary<string, Func<IHarness>> Nets = new()
    {
        [nameof(BatchGru)] = () => Harnesses.Dense(new BatchGru(1)),
        [nameof(ProjectedLstm)] = () => Harnesses.Dense(new ProjectedLstm(2)),
        [nameof(ResetBeforeGru)] = () => Harnesses.Dense(new ResetBeforeGru(3)),
        [nameof(BatchMinLstm)] = () => Harnesses.Dense(new BatchMinLstm(4)),
        [nameof(BatchRnn)] = () => Harnesses.Dense(new BatchRnn(5)),
        [nameof(EveryStepNet)] = () => Harnesses.Dense(new EveryStepNet(6)),
        [nameof(LastStateNet)] = () => Harnesses.Dense(new LastStateNet(7)),
        [nameof(MeanStateNet)] = () => Harnesses.Dense(new MeanStateNet(8)),
        [nameof(PreviousStateNet)] = () => Harnesses.Dense(new PreviousStateNet(9)),
        [nameof(TutorialNet)] = () => Harnesses.Dense(new TutorialNet(10)),
        [nameof(SumRnn)] = () => Harnesses.Dense(new SumRnn(11)),
        [nameof(SumGru)] = () => Harnesses.Dense(new SumGru(12)),
        [nameof(SumDeepGru)] = () => Harnesses.Dense(new SumDeepGru(13)),
        [nameof(TokenGru)] = () => Harnesses.Tokens(new TokenGru(14)),
        [nameof(OpenTokenLstm)] = () => Harnesses.Tokens(new OpenTokenLstm(15)),
        [nameof(TokenMinGru)] = () => Harnesses.Tokens(new TokenMinGru(16)),
        [nameof(EmbeddedLstm)] = () => Harnesses.Tokens(new EmbeddedLstm(17)),
        [nameof(EmbeddedGru)] = () => Harnesses.Tokens(new EmbeddedGru(18)),
        [nameof(FrozenGru)] = () => Harnesses.Tokens(new FrozenGru(19)),
        [nameof(DropGru)] = () => Harnesses.Dense(new DropGru(20)),
        [nameof(VariationalGru)] = () => Harnesses.Dense(new VariationalGru(21)),
        [nameof(DropAllGru)] = () => Harnesses.Dense(new DropAllGru(22)),
        [nameof(DropResetBeforeGru)] = () => Harnesses.Dense(new DropResetBeforeGru(23)),
        [nameof(DropBothLstm)] = () => Harnesses.Dense(new DropBothLstm(24)),
        [nameof(DropAbreastGru)] = () => Harnesses.Dense(new DropAbreastGru(25)),
        [nameof(AbreastLstm)] = () => Harnesses.Dense(new AbreastLstm(26)),
        [nameof(AbreastDeepLstm)] = () => Harnesses.Dense(new AbreastDeepLstm(27)),
        [nameof(AbreastSumGru)] = () => Harnesses.Dense(new AbreastSumGru(28)),
        [nameof(AbreastSumRnn)] = () => Harnesses.Dense(new AbreastSumRnn(29)),
        [nameof(AbreastRnn)] = () => Harnesses.Dense(new AbreastRnn(30)),
        [nameof(AbreastEmbeddedLstm)] = () => Harnesses.Tokens(new AbreastEmbeddedLstm(31)),
        [nameof(AbreastTokenGru)] = () => Harnesses.Tokens(new AbreastTokenGru(32)),
        [nameof(AbreastJanet)] = () => Harnesses.Tokens(new AbreastJanet(33)),
        [nameof(AbreastWideRnn)] = () => Harnesses.Dense(new AbreastWideRnn(34)),
        [nameof(AbreastWideLstm)] = () => Harnesses.Dense(new AbreastWideLstm(35)),
    };

    public static IEnumerable<string> Names => Nets.Keys;

    /// <summary>Those whose bits depend on nothing but their arguments.</summary>
    public static IEnumerable<string> WithoutDropout => Names.Where(name => !name.StartsWith("Drop") && !name.StartsWith("Variational"));

    public static IHarness Create(string name) => Nets[name]();
}
