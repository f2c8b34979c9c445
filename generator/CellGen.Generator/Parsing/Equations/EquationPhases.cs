using CellGen.Generator.Diagnostics;
using CellGen.Generator.Equations;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Parsing;

/// <summary>
/// Whether the products of a user's equations can be planned: those that begin at one moment of a step are one matrix, which
/// multiplies one vector.
/// </summary>
internal sealed class EquationPhases(CellSpec spec, EquationSteps steps)
{
    /// <summary>Whether they can, in inference and in training; otherwise the first mistake has been reported.</summary>
    public bool AreRight()
    {
        Check(training: false);
        if (spec.RecurrentDropout > 0 && spec.Equations!.ReadsRecurrent && !steps.HasMistake)
        {
            Check(training: true);
        }

        return !steps.HasMistake;
    }

    private void Check(bool training)
    {
        var own = OwnCell.Create(spec, training);
        var phases = new Phases(own.Cell);
        for (int phase = 0; phase < phases.Count; phase++)
        {
            var products = phases.Product(phase);
            foreach (var product in products.Skip(1))
            {
                if (product.Operand != products[0].Operand || product.Source != products[0].Source)
                {
                    Report(own, product, $"{Name(product)} and {Name(products[0])} begin at the same moment of a step and multiply different vectors; let one wait for the other, or let both multiply the same");
                }
            }

            var units = products.Count > 0
                ? Phases.UnitsOf(products[0])
                : own.Cell.Definitions.Where(value => phases.Of(value) == phase).Select(Phases.UnitsOf).Cast<Units?>().FirstOrDefault() ?? Units.Hidden;
            foreach (var value in phases.Values.Where(value => phases.Of(value) == phase && value is not (State or InputRow or Parameter or Mask or Constant) && Phases.UnitsOf(value) != units))
            {
                Report(own, value, "What has the size of the projection can be computed behind the projection alone");
            }
        }
    }

    private static string Name(Affine product) => product.Source == AffineSource.Projection ? "The projection" : $"the gate {product.Gate}";

    private void Report(OwnCell own, Expression value, string mistake)
    {
        int step = Enumerable.Range(0, own.Values.Count).FirstOrDefault(i => own.Values[i] == value);
        steps.Report(steps.PlaceOf(step), Descriptors.ProductsDoNotFit, char.ToUpperInvariant(mistake[0]) + mistake.Substring(1));
    }
}
