namespace CellGen.NumericTests.Networks;

/// <summary>The inputs that a convolution keeps in a state, by their place among the values of all layers.</summary>
internal static class NetworkWindows
{
    /// <summary>A copy of them.</summary>
    public static float[] Read(NetworkDescription net, NetworkNode convolution, INetworkStates states, int index)
    {
        var values = new float[states.ValueCount];
        states.CopyTo(index, values);
        return [.. Window(net, convolution, values)];
    }

    /// <summary>Writes them.</summary>
    public static void Write(NetworkDescription net, NetworkNode convolution, INetworkStates states, int index, float[] window)
    {
        var values = new float[states.ValueCount];
        states.CopyTo(index, values);
        window.CopyTo(Window(net, convolution, values));
        states.CopyFrom(index, values);
    }

    private static Span<float> Window(NetworkDescription net, NetworkNode convolution, float[] values)
    {
        int start = net.States.TakeWhile(node => node != convolution).Sum(node => node.StateCounts.State + node.StateCounts.Cell);
        return values.AsSpan(start, convolution.StateCounts.State);
    }
}
