using static CellGen.Cost.Reporting.CostTables;

namespace CellGen.Cost.Reporting;

/// <summary>What the comparison of settings says, in words.</summary>
internal static class Conclusion
{
    /// <summary>One paragraph.</summary>
    public static string Of(IReadOnlyList<TieringCost> costs)
    {
        var pairs = (
            from generated in costs
            where generated.Setting == TieringSetting.All[0]
            let tiered = costs.First(cost => cost.Shape == generated.Shape && cost.Method == generated.Method && cost.Setting == TieringSetting.All[1])
            select (Generated: generated.Cost, Tiered: tiered.Cost)).ToList();
        int beginning = pairs.Count(pair => pair.Generated.BeginningMilliseconds < pair.Tiered.BeginningMilliseconds);
        int warm = pairs.Count(pair => pair.Generated.Nanoseconds < 1.03 * pair.Tiered.Nanoseconds);
        return $"With AggressiveOptimization the first call takes {Range(pairs.Select(pair => pair.Generated.FirstMilliseconds / pair.Tiered.FirstMilliseconds))} times "
            + $"that of the same code under default tiering, the first {Measurement.FirstSteps} Steps or {Measurement.FirstForwards} Forwards together "
            + $"{Range(pairs.Select(pair => pair.Generated.BeginningMilliseconds / pair.Tiered.BeginningMilliseconds))} times, and a warm step "
            + $"{Range(pairs.Select(pair => pair.Generated.Nanoseconds / pair.Tiered.Nanoseconds))} times. "
            + $"Calls have come near their final speed after {Range(pairs.Select(pair => pair.Generated.SteadyMilliseconds))} ms, "
            + $"under default tiering after {Range(pairs.Select(pair => pair.Tiered.SteadyMilliseconds))} ms. "
            + $"So the attribute shortens the beginning in {beginning} of {pairs.Count} rows, and costs no more than 3 % of the warm speed in {warm} of {pairs.Count}.";
    }

    private static string Range(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return $"{Number(all.Min())} to {Number(all.Max())}";
    }
}
