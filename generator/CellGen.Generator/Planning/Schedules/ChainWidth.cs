using CellGen.Generator.Model;

namespace CellGen.Generator.Planning.Schedules;

/// <summary>
/// Whether the recurrence of a small net is as fast with 256 bits on machines that have 512: its units fill no vector of 512, so that
/// gates would share vectors and be taken apart again, or it is bound by the latency of its functions, whose division takes longer with
/// 512 bits. Products over rows and agents gain from the wider vectors all the same.
/// </summary>
/// <remarks>
/// Measured on Sapphire Rapids, the chain with 256 bits over that with 512: GRU(2,8) and GRU(8,8) step 0.88, Forward 0.92, with Backward
/// 0.89; RNN(2,16) 0.91, 0.94, 1.00; LSTM(2,8) 1.03, 1.01, 0.98; GRU(1,4) 1.00, 1.02, 0.99. On Ice Lake GRU of 8 units took 0.89 in
/// all of 14 starts. GRU of 16 units takes 1.08 and LSTM of 16 units 1.20: theirs stay.
/// </remarks>
internal static class ChainWidth
{
    public static bool IsHalf(NetPlan plan, VectorProfile profile) =>
        profile.Lanes == 16 && plan.Spec.Network.Widths.HasFlag(VectorWidths.Bits256) && (plan.Gates.Units <= profile.Lanes / 2 || plan.Gates.Lanes <= profile.Lanes);
}
