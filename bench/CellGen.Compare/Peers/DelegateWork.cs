namespace CellGen.Compare.Peers;

/// <summary>Managed work given as two delegates.</summary>
public sealed class DelegateWork(string variant, Action once, Func<Answer> answer) : LocalWork(variant, isManaged: true)
{
    /// <inheritdoc/>
    public override Answer Answer() => answer();

    /// <inheritdoc/>
    protected override void Once() => once();
}
