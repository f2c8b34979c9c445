namespace CellGen;

/// <summary>Something that goes on from step to step, such as an optimizer, and can be stopped and resumed to the same bits.</summary>
public interface ICheckpointed
{
    /// <summary>Puts all that the next steps depend on into a checkpoint.</summary>
    /// <param name="checkpoint">Takes it.</param>
    /// <param name="prefix">What its names begin with, such as "optimizer.".</param>
    void Save(Checkpoint checkpoint, string prefix);

    /// <summary>Goes on where <see cref="Save"/> was called. Where the checkpoint does not fit, nothing changes.</summary>
    /// <param name="checkpoint">Has what was saved.</param>
    /// <param name="prefix">What its names begin with.</param>
    /// <exception cref="CheckpointException">The checkpoint is of something else; the message names what differs.</exception>
    void Load(Checkpoint checkpoint, string prefix);
}
