using System.Reflection;

namespace CellGen;

/// <summary>A generated network of any class, as the check needs it: generated classes have their members alone in common.</summary>
internal abstract class CheckedNet
{
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance;

    private readonly Type _type;

    /// <summary>Takes the sizes from the constants of the class.</summary>
    protected CheckedNet(Type type)
    {
        _type = type;
        (Input, Hidden, Output) = (Constant("InputSize"), Constant("HiddenSize"), Constant("OutputSize"));
        (Layers, Directions, Parameters) = (Constant("LayerCount"), Constant("DirectionCount"), Constant("ParameterCount"));
    }

    /// <summary>The number of inputs of a step.</summary>
    public int Input { get; }

    /// <summary>The number of units.</summary>
    public int Hidden { get; }

    /// <summary>The number of outputs of a step.</summary>
    public int Output { get; }

    /// <summary>The number of layers.</summary>
    public int Layers { get; }

    /// <summary>1, or 2.</summary>
    public int Directions { get; }

    /// <summary>The number of parameters.</summary>
    public int Parameters { get; }

    /// <summary>The number of values of all states.</summary>
    public abstract int StateValues { get; }

    /// <summary>The values of the states of one layer and direction: h, then the further state.</summary>
    public int StateStride => StateValues / (Layers * Directions);

    /// <summary>The size of h.</summary>
    public abstract int StateSize { get; }

    /// <summary>The number of outputs of a step of each layer.</summary>
    public int LayerOutput => Output;

    /// <summary>Whether the outputs of both directions are added.</summary>
    public bool Sums => Directions == 2 && Output == StateSize;

    /// <summary>The network that an object is.</summary>
    /// <exception cref="ArgumentException">It is none that can be trained.</exception>
    public static CheckedNet Of(object model)
    {
        var type = model.GetType();
        var parts = new[] { "State", "Tape", "Gradient" }.Select(name => type.GetNestedType(name)).ToArray();
        return parts.All(part => part is not null)
            ? (CheckedNet)Activator.CreateInstance(typeof(CheckedNet<,,>).MakeGenericType(parts!), model)!
            : throw new ArgumentException($"{type.Name} is no network with State, Tape and Gradient: a [RecurrentCell] with training.", nameof(model));
    }

    /// <summary>A tensor of the model.</summary>
    public abstract double[] Read(string name, int count);

    /// <summary>Whether the model has a tensor of that size.</summary>
    public bool HasTensor(string name, int count)
    {
        try
        {
            Read(name, count);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Output, final states, and with "d" before their names the gradients of all variables.</summary>
    public abstract Dictionary<string, float[]> Run(ReferenceNet problem);

    /// <summary>A method of the model as a delegate.</summary>
    protected T Method<T>(string name, object? target, Type of, params Type[] parameters)
        where T : Delegate
    {
        var method = of.GetMethod(name, Public, parameters) ?? throw new ArgumentException($"{_type.Name} has no {name} for rows of numbers.", "model");
        return target is null ? method.CreateDelegate<T>() : method.CreateDelegate<T>(target);
    }

    private int Constant(string name) => (int)(_type.GetField(name, Public)?.GetValue(null) ?? throw new ArgumentException($"{_type.Name} has no {name}: it is no network.", "model"));
}
