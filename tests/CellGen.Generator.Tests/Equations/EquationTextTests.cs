using CellGen.Generator.Planning;
using CellGen.Generator.Tests.Host;

namespace CellGen.Generator.Tests.Equations;

/// <summary>Backward reads as forward does: gradients have names, and equations of what has a name.</summary>
public class EquationTextTests
{
    [Theory]
    [InlineData("Gru", "dn = dh' ⊙ (1 − z)", "da_n = dn ⊙ (1 − n²)", "dr = da_n ⊙ (U_n h + b_hn)", "da_r = dr ⊙ (r − r²)", "dz = dh' ⊙ h − dh' ⊙ n", "da_z = dz ⊙ (z − z²)", "du_n = da_n ⊙ r", "dh = dh' ⊙ z")]
    [InlineData("Rnn Relu", "da_h = dh' where h' > 0")]
    [InlineData("Rnn clip", "da_h = dh' ⊙ (1 − h'²) where |clip(W_h x + b_ih + U_h h + b_hh, ±0.5)| < 0.5")]
    [InlineData("IndRnn", "da_h = dh' ⊙ (1 − h'²)", "du = da_h ⊙ h", "dh = da_h ⊙ u")]
    [InlineData("MinGru", "dz = dh' ⊙ n − dh' ⊙ h", "da_z = dz ⊙ (z − z²)", "dn = dh' ⊙ z", "dh = dh' ⊙ (1 − z)")]
    [InlineData("MinGru gates OnnxHardSigmoid", "dz = dh' ⊙ n − dh' ⊙ h", "da_z = (dz where |z − 0.5| < 0.5) ⊙ 0.2", "dn = dh' ⊙ z", "dh = dh' ⊙ (1 − z)")]
    [InlineData("IndRnn LeakyRelu", "da_h = (dh' where h' > 0) + 0.01 ⊙ (dh' − (dh' where h' > 0))", "du = da_h ⊙ h", "dh = da_h ⊙ u")]
    [InlineData("MinLstm", "ds = −(dh' ⊙ g / s) ⊙ (p / s) − (dh' ⊙ h / s) ⊙ (q / s)", "dp = dh' ⊙ g / s + ds", "da_f = −dp ⊙ exp(−(W_f x + b_if))", "dq = dh' ⊙ h / s + ds", "da_i = −dq ⊙ exp(−(W_i x + b_ii))", "dg = dh' ⊙ (p / s)", "dh = dh' ⊙ (q / s)")]
    public void Gradients_have_equations(string name, params string[] equations) => Assert.Equal(equations, EquationsOf(name));

    [Fact]
    public void What_comes_from_the_next_step_is_added_to() =>
        Assert.Contains("dc' += dh' ⊙ o ⊙ (1 − tanh(c')²)", EquationsOf("Lstm"));

    [Theory]
    [MemberData(nameof(TestCells.Names), MemberType = typeof(TestCells))]
    public void No_name_is_that_of_two_gradients(string name) => Assert.All(TestCells.PlanOf(name, training: true).Phases, phase =>
    {
        string[] names = [.. phase.Backward.Instructions.Select(instruction => instruction.Name).OfType<string>()];
        Assert.Distinct(names);
    });

    private static string[] EquationsOf(string name) =>
        [.. TestCells.PlanOf(name, training: true).Phases.Reverse().SelectMany(phase => phase.Backward.Instructions).Select(instruction => instruction.Equation).OfType<string>()];
}
