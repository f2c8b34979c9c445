using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace CellGen;

/// <summary>
/// The training pass of a generated net, from its public members:
/// <code>
/// public partial class Net : ITrainable
/// {
///     public TrainingPass NewPass(int maxSteps) => NetPass.Of&lt;Net, State, Tape, Gradient>(this, maxSteps);
/// }
/// </code>
/// </summary>
public static class NetPass
{
    private const DynamicallyAccessedMemberTypes Members = DynamicallyAccessedMemberTypes.PublicMethods
        | DynamicallyAccessedMemberTypes.PublicFields
        | DynamicallyAccessedMemberTypes.PublicProperties
        | DynamicallyAccessedMemberTypes.PublicConstructors;

    /// <summary>Allocates the pass. Members are looked up by reflection, once, and called through delegates.</summary>
    /// <typeparam name="TNet">The net.</typeparam>
    /// <typeparam name="TState">Its State.</typeparam>
    /// <typeparam name="TTape">Its Tape.</typeparam>
    /// <typeparam name="TGradient">Its Gradient.</typeparam>
    /// <param name="net">The net that the pass runs.</param>
    /// <param name="maxSteps">The longest sequence, at least 1.</param>
    /// <exception cref="ArgumentException">The class is no net that CellGen has generated, with training and one output.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is below 1 or more than is possible.</exception>
    public static TrainingPass Of<
        [DynamicallyAccessedMembers(Members)] TNet,
        TState,
        [DynamicallyAccessedMembers(Members)] TTape,
        [DynamicallyAccessedMembers(Members)] TGradient>(TNet net, int maxSteps)
        where TNet : class
        where TState : struct, IRecurrentState
        where TTape : class
        where TGradient : class, new()
    {
        ArgumentNullException.ThrowIfNull(net);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSteps, 1);
        Type type = typeof(TNet);
        int outputSize = (int)(type.GetField("OutputSize")?.GetValue(null) ?? throw Missing<TNet>("constant OutputSize"));
        HeadInput over = type.GetCustomAttribute<DenseHeadAttribute>()?.Over ?? HeadInput.EveryStep;
        ConstructorInfo newTape = typeof(TTape).GetConstructor([typeof(int), typeof(int)]) ?? throw Missing<TNet>("Tape(maxSteps, batchSize)");
        var members = new NetMembers<TState, TTape, TGradient>
        {
            Tape = (TTape)newTape.Invoke(BindingFlags.DoNotWrapExceptions, null, [maxSteps, 1], null),
            Forward = type.GetMethod("Forward", NetMembers<TState, TTape, TGradient>.ForwardTypes(typeof(float)))
                ?.CreateDelegate<NetMembers<TState, TTape, TGradient>.ForwardRows>(net),
            ForwardTokens = type.GetMethod("Forward", NetMembers<TState, TTape, TGradient>.ForwardTypes(typeof(int)))
                ?.CreateDelegate<NetMembers<TState, TTape, TGradient>.ForwardOfTokens>(net),
            Backward = type.GetMethod("Backward", NetMembers<TState, TTape, TGradient>.BackwardRowTypes)
                ?.CreateDelegate<NetMembers<TState, TTape, TGradient>.BackwardRows>(net),
            BackwardTokens = type.GetMethod("Backward", NetMembers<TState, TTape, TGradient>.BackwardTokenTypes)
                ?.CreateDelegate<NetMembers<TState, TTape, TGradient>.BackwardOfTokens>(net),
            Values = typeof(TGradient).GetProperty("Values")?.GetMethod
                ?.CreateDelegate<NetMembers<TState, TTape, TGradient>.ValuesOf>() ?? throw Missing<TNet>("Gradient.Values"),
            Seed = typeof(TTape).GetProperty("DropoutSeed")?.SetMethod?.CreateDelegate<Action<TTape, int>>(),
            Training = typeof(TTape).GetProperty("Training")?.SetMethod?.CreateDelegate<Action<TTape, bool>>(),
        };
        return (members.Forward is not null && members.Backward is not null) || (members.ForwardTokens is not null && members.BackwardTokens is not null)
            ? new NetPass<TState, TTape, TGradient>(
                members, maxSteps, outputSize, everyStep: over is HeadInput.EveryStep or HeadInput.InputAndPreviousState)
            : throw Missing<TNet>("Forward and Backward with a tape");
    }

    private static ArgumentException Missing<TNet>(string what) =>
        new($"{typeof(TNet).Name} has no {what}; expected a net that CellGen has generated, with training.", "net");
}
