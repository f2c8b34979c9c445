namespace CellGen.RoundTrip;

/// <summary>A generated class: how its nets are made and loaded.</summary>
internal abstract class NetType(NetDescription description)
{
    /// <summary>What the attributes say.</summary>
    public NetDescription Description { get; } = description;

    /// <summary>Every class of this assembly that has a [RecurrentCell], in the order of the source.</summary>
    public static IReadOnlyList<NetType> All() =>
        [.. typeof(NetType).Assembly.GetTypes().Where(type => type.IsDefined(typeof(RecurrentCellAttribute), inherit: false)).Select(Of)];

    /// <summary>Creates a net with random weights.</summary>
    public abstract INet Create(int seed);

    /// <summary>Loads a file that has the net's own names.</summary>
    public abstract INet Load(string path);

    /// <summary>Loads a file that has other names.</summary>
    public abstract INet Load(string path, WeightNames names);

    private static NetType Of(Type net)
    {
        NetDescription description = NetDescription.Of(net);
        Type[] arguments =
        [
            net,
            description.Vocabulary > 0 ? typeof(int) : typeof(float),
            net.GetNestedType("State")!,
            net.GetNestedType("Workspace")!,
        ];
        return (NetType)Activator.CreateInstance(typeof(NetType<,,,>).MakeGenericType(arguments), description)!;
    }
}
