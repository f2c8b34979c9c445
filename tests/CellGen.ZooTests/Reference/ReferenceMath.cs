namespace CellGen.ZooTests.Reference;

/// <summary>Functions and products in double precision.</summary>
internal static class ReferenceMath
{
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double Relu(double x) => Math.Max(0, x);

    public static double Identity(double x) => x;

    /// <summary>A row of a matrix times a vector.</summary>
    public static double Dot(float[] matrix, int row, double[] vector)
    {
        double sum = 0;
        for (int column = 0; column < vector.Length; column++)
        {
            sum += matrix[(row * vector.Length) + column] * vector[column];
        }

        return sum;
    }
}
