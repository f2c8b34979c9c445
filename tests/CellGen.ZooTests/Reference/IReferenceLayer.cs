namespace CellGen.ZooTests.Reference;

/// <summary>A layer in double precision, as its README writes it.</summary>
internal interface IReferenceLayer
{
    /// <summary>The output of a step.</summary>
    double[] Step(double[] input);
}
