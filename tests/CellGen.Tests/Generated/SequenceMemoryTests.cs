using System.Runtime.CompilerServices;
using CellGen.Generated;
using Xunit;

namespace CellGen.Tests.Generated;

/// <summary>The memory of a workspace and a tape: where its parts are, and what the two do differently.</summary>
public class SequenceMemoryTests
{
    private const int Steps = 5;

    private static readonly MemoryShape Tape = new MemoryShape(states: 2, isTape: true)
        .Keep(MemoryPart.StateRows, 2 * 16, perStep: 2 * 16, count: 3)
        .Add(MemoryPart.Projected, 7)
        .Keep(MemoryPart.LayerOutputs, perStep: 3, count: 3)
        .Add(MemoryPart.LayerGradients, perStep: 3, count: 2);

    private static readonly MemoryShape Workspace = new MemoryShape(states: 1, groupFrom: 4, groupLanes: 8)
        .Add(MemoryPart.StateRows, 3 * 16)
        .Add(MemoryPart.LayerOutputs, perStep: 3, count: 2)
        .Group(MemoryPart.GroupRows, perStep: 3, count: 2);

    [Fact]
    public void A_tape_keeps_what_is_kept_of_each_sequence_and_shares_the_rest()
    {
        var tape = new SequenceMemory(Tape, Steps, batchSize: 2);
        Fill(tape, sequence: 0);
        Fill(tape, sequence: 1);
        foreach (int sequence in new[] { 0, 1 })
        {
            tape.Select(sequence);
            for (int i = 0; i < 3; i++)
            {
                Assert.Equal((10 * sequence) + i, tape.LayerOutput(i));
                Assert.Equal(100 + (10 * sequence) + i, tape.StateRows(i, 0));
                Assert.Equal(200 + (10 * sequence) + i, tape.StateRows(i, 1));
            }

            Assert.Equal(301, tape.Projected);
        }
    }

    [Fact]
    public void Pieces_begin_at_cache_lines_and_have_room_for_all_steps()
    {
        var tape = new SequenceMemory(Tape, Steps, batchSize: 2);
        Assert.Equal(16 * sizeof(float), (long)Unsafe.ByteOffset(ref tape.LayerOutput(0), ref tape.LayerOutput(1)));
        Assert.Equal((Steps + 1) * 16 * sizeof(float), (long)Unsafe.ByteOffset(ref tape.StateRows(0, 0), ref tape.StateRows(0, 1)));
        Assert.Equal((2 * ((3 * (Steps + 1) * 32) + (3 * 16))) + 16 + (2 * 16), Tape.LengthOf(Steps, 2));
    }

    [Fact]
    public void Pieces_take_turns_where_there_are_fewer()
    {
        var workspace = new SequenceMemory(Workspace, Steps, batchSize: 1);
        Assert.True(Unsafe.AreSame(ref workspace.LayerOutput(0), ref workspace.LayerOutput(2)));
        Assert.False(Unsafe.AreSame(ref workspace.LayerOutput(0), ref workspace.LayerOutput(1)));
        Assert.True(Unsafe.AreSame(ref workspace.StateRows(0, 0), ref workspace.StateRows(5, 0)));
    }

    [Fact]
    public void A_workspace_has_memory_for_a_group_where_the_batch_is_large_enough()
    {
        Assert.False(new SequenceMemory(Workspace, Steps, batchSize: 3).HoldsGroup);
        Assert.True(new SequenceMemory(Workspace, Steps, batchSize: 4).HoldsGroup);
        Assert.Equal(2 * 128, Workspace.LengthOf(Steps, 4) - Workspace.LengthOf(Steps, 3));
        Assert.Equal(Workspace.LengthOf(Steps, 4), Workspace.LengthOf(Steps, 1000));
    }

    [Fact]
    public void The_next_chunk_goes_on_where_a_tape_ends_and_where_a_workspace_begins()
    {
        var tape = new SequenceMemory(Tape, Steps, batchSize: 1);
        Assert.True(Unsafe.AreSame(ref Unsafe.Add(ref tape.StateRows(0, 0), 32), ref tape.NextRow(ref tape.StateRows(0, 0), 32, 16)));
        Assert.Equal(48, tape.TapeStep(48));

        var workspace = new SequenceMemory(Workspace, Steps, batchSize: 1);
        ref float row = ref workspace.StateRows(0, 0);
        Unsafe.Add(ref row, 32 + 15) = 7;
        Assert.True(Unsafe.AreSame(ref row, ref workspace.NextRow(ref row, 32, 16)));
        Assert.Equal(7, Unsafe.Add(ref row, 15));
        Assert.Equal(0, workspace.TapeStep(48));
    }

    [Fact]
    public void Backward_wants_the_sequences_of_Forward()
    {
        var tape = new SequenceMemory(Tape, Steps, batchSize: 2);
        float[] parameters = [1, 2];
        Assert.Throws<ArgumentException>(() => tape.BeginBackward(3, parameters));
        tape.Begin(3, parameters);
        tape.BeginBackward(3, parameters);
        Assert.Throws<ArgumentException>(() => tape.BeginBackward(4, parameters));
        Assert.Throws<ArgumentException>(() => tape.Begin([1, 1, 1], parameters));
        Assert.Throws<InvalidOperationException>(() => tape.BeginBackward(3, [1, 3]));
    }

    [Fact]
    public void A_workspace_drops_nothing()
    {
        var workspace = new SequenceMemory(Workspace, Steps, batchSize: 1) { Drops = true };
        float[] rows = [1, 2, 3, 4];
        workspace.DropOutputs(ref rows[0], 2, 2, 0.9f, layer: 0, sameUnits: false);
        Assert.Equal([1, 2, 3, 4], rows);
    }

    private static void Fill(SequenceMemory tape, int sequence)
    {
        tape.Select(sequence);
        for (int i = 0; i < 3; i++)
        {
            tape.LayerOutput(i) = (10 * sequence) + i;
            tape.StateRows(i, 0) = 100 + (10 * sequence) + i;
            tape.StateRows(i, 1) = 200 + (10 * sequence) + i;
        }

        tape.Projected = 300 + sequence;
    }
}
