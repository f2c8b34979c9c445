namespace CellGen;

/// <content>A shard of several sequences at a time, for nets that gain by it: the bits of one after the other.</content>
public sealed partial class Trainer<TNet>
{
    /// <summary>
    /// The most sequences at a time. What is done once a pass, transposing the weights above all, is shared: with additive attention at
    /// hidden 64 (Emerald Rapids) 32 pairs take 3.64 ms one by one, 2.82 in fours, 2.76 in eights and 2.77 together.
    /// </summary>
    private const int LargestGroup = 8;

    private void TrainTogether(TrainingMemory memory, ReadOnlySpan<int> batch, int first, int end, ref WeightedMean loss)
    {
        SequenceGroup group = memory.Group!;
        group.Clear();
        for (int i = first; i < end; i++)
        {
            if (_weights[i] == 0)
            {
                continue;
            }

            if (!TryAdd(memory, batch, i))
            {
                // The net says what is wrong with it.
                TrainGroup(memory, batch, ref loss);
                TrainAlone(memory, batch, i, ref loss);
            }
            else if (group.IsFull)
            {
                TrainGroup(memory, batch, ref loss);
            }
        }

        TrainGroup(memory, batch, ref loss);
    }

    private bool TryAdd(TrainingMemory memory, ReadOnlySpan<int> batch, int place)
    {
        Sequence sequence = _source!.Get(batch[place]);
        return memory.Group!.TryAdd(sequence, place, memory.Pass.OutputLength(sequence, _source.StepsOf(batch[place])));
    }

    private void TrainGroup(TrainingMemory memory, ReadOnlySpan<int> batch, ref WeightedMean loss)
    {
        SequenceGroup group = memory.Group!;
        if (group.Count == 0)
        {
            return;
        }

        int asked = -1;
        try
        {
            memory.ForwardGroup();
            for (int k = 0; k < group.Count; k++)
            {
                asked = group.Places[k];
                loss.Add(memory.LossOf(_source!.Get(batch[asked]), k, _weights[asked] / _batchWeight), _weights[asked]);
            }

            memory.BackwardGroup();
        }
        catch (ArgumentException exception)
        {
            if (asked < 0)
            {
                FindMisfit(memory, batch);
            }

            throw Misfit(batch[Math.Max(asked, group.Places[0])], exception);
        }

        group.Clear();
    }

    /// <summary>A group says that one of its sequences does not fit, but not which: that is the one that does not fit alone.</summary>
    private void FindMisfit(TrainingMemory memory, ReadOnlySpan<int> batch)
    {
        WeightedMean ignored = default;
        foreach (int place in memory.Group!.Places)
        {
            TrainAlone(memory, batch, place, ref ignored);
        }
    }
}
