namespace CellGen.NumericTests.Networks.Derivation;

/// <summary>Attention of a query to rows, written once more: α = softmax(e), Σ α_j s_j, with e_j = q · s_j, or with keys e_j = v · tanh(q + k_j).</summary>
/// <param name="score">v</param>
internal sealed class StandInAttention(double[] score)
{
    /// <summary>v</summary>
    public double[] Score => score;

    /// <summary>Its gradient, to which a backward pass adds.</summary>
    public double[] ScoreGradient { get; } = new double[score.Length];

    /// <summary>What a query finds.</summary>
    /// <param name="query">The query.</param>
    /// <param name="shared">The keys, where there are some, and the rows.</param>
    public double[] Attend(double[] query, double[][][] shared)
    {
        double[] weights = Weights(query, shared);
        return [.. Enumerable.Range(0, shared[^1][0].Length).Select(column => shared[^1].Select((row, j) => weights[j] * row[column]).Sum())];
    }

    /// <summary>The gradient of the query; those of what all queries share are added to.</summary>
    public double[] Gradient(double[] query, double[] gradient, double[][][] shared, double[][][] sharedGradients)
    {
        double[] weights = Weights(query, shared);
        double[] along = [.. shared[^1].Select(row => Dot(row, gradient))];
        double mean = Dot(weights, along);
        double[] queryGradient = new double[query.Length];
        for (int j = 0; j < weights.Length; j++)
        {
            double scoreGradient = weights[j] * (along[j] - mean);
            for (int i = 0; i < gradient.Length; i++)
            {
                sharedGradients[^1][j][i] += weights[j] * gradient[i];
            }

            for (int i = 0; i < query.Length; i++)
            {
                if (shared.Length == 1)
                {
                    queryGradient[i] += scoreGradient * shared[0][j][i];
                    sharedGradients[0][j][i] += scoreGradient * query[i];
                    continue;
                }

                double tanh = Math.Tanh(query[i] + shared[0][j][i]);
                double inner = scoreGradient * score[i] * (1 - (tanh * tanh));
                queryGradient[i] += inner;
                sharedGradients[0][j][i] += inner;
                ScoreGradient[i] += scoreGradient * tanh;
            }
        }

        return queryGradient;
    }

    private static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();

    private double[] Weights(double[] query, double[][][] shared)
    {
        double[] exponentials = [.. shared[0].Select(key => Math.Exp(shared.Length == 1 ? Dot(query, key) : query.Select((q, i) => score[i] * Math.Tanh(q + key[i])).Sum()))];
        return [.. exponentials.Select(each => each / exponentials.Sum())];
    }
}
