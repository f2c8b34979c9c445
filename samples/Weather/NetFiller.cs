namespace CellGen.Samples.Weather;

/// <summary>The net: its outputs are anomalies, which the climatology turns into values.</summary>
public sealed class NetFiller : IGapFiller
{
    private readonly WeatherNet _net;
    private readonly InputEncoder _encoder;
    private readonly Climatology _climatology;
    private readonly WeatherNet.Workspace _workspace;
    private readonly float[] _inputs;

    /// <summary>Takes all memory at once: filling allocates nothing.</summary>
    /// <param name="net">The net.</param>
    /// <param name="encoder">What the net sees of a day.</param>
    /// <param name="climatology">What its outputs are measured against.</param>
    /// <param name="maxDays">The longest run of days to be filled.</param>
    public NetFiller(WeatherNet net, InputEncoder encoder, Climatology climatology, int maxDays)
    {
        _net = net;
        _encoder = encoder;
        _climatology = climatology;
        _workspace = new WeatherNet.Workspace(maxDays);
        _inputs = new float[maxDays * WeatherNet.InputSize];
    }

    /// <inheritdoc/>
    public string Name => "Net";

    /// <inheritdoc/>
    public void Fill(ReadOnlySpan<WeatherDay> observed, Span<float> filled)
    {
        Span<float> inputs = _inputs.AsSpan(0, observed.Length * WeatherNet.InputSize);
        _encoder.Inputs(observed, inputs);
        _net.Forward(inputs, filled, _workspace);
        for (int i = 0; i < filled.Length; i++)
        {
            int variable = i % Variable.Count;
            filled[i] = _climatology.Value(observed[i / Variable.Count].Date, variable, filled[i]);
        }
    }
}
