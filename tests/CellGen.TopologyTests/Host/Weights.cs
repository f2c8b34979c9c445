using CellGen.TopologyTests.Nets;

namespace CellGen.TopologyTests.Host;

/// <summary>Copies weights from net to net.</summary>
public static class Weights
{
    /// <summary>Gives a net all tensors of another that it has.</summary>
    public static void Copy<TE, TS, TW, TT, TG, TE2, TS2, TW2, TT2, TG2>(INet<TE, TS, TW, TT, TG> from, INet<TE2, TS2, TW2, TT2, TG2> to)
        where TS : struct
        where TS2 : struct
    {
        using var file = new MemoryStream();
        from.Save(file, null);
        file.Position = 0;
        to.LoadFrom(file, new WeightNames { AllowOthers = true });
    }

    /// <summary>Gives a net with one layer and direction, bias included, the weights of a layer and direction of another.</summary>
    public static void CopyLayer<TE, TS, TW, TT, TG, TE2, TS2, TW2, TT2, TG2>(
        INet<TE, TS, TW, TT, TG> from, string layer, INet<TE2, TS2, TW2, TT2, TG2> to)
        where TS : struct
        where TS2 : struct
    {
        foreach (string name in new[] { "weight_ih", "weight_hh", "bias_ih", "bias_hh" })
        {
            float[] values = new float[Length(to, name + "_l0")];
            from.Get(name + layer, values);
            to.Set(name + "_l0", values);
        }
    }

    /// <summary>The numbers of a tensor.</summary>
    public static float[] Of<TE, TS, TW, TT, TG>(INet<TE, TS, TW, TT, TG> net, string name)
        where TS : struct
    {
        float[] values = new float[Length(net, name)];
        net.Get(name, values);
        return values;
    }

    /// <summary>All tensors of a net and their lengths.</summary>
    public static Dictionary<string, int> Lengths<TE, TS, TW, TT, TG>(INet<TE, TS, TW, TT, TG> net)
        where TS : struct
    {
        using var file = new MemoryStream();
        net.Save(file, null);
        file.Position = 0;
        return SafeTensors.Read(file).Tensors.ToDictionary(tensor => tensor.Name, tensor => (int)tensor.Count);
    }

    private static int Length<TE, TS, TW, TT, TG>(INet<TE, TS, TW, TT, TG> net, string name)
        where TS : struct => Lengths(net)[name];
}
