using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Flow;

/// <summary>What the two passes over sequences that run abreast say alike.</summary>
internal sealed class AbreastText(CodeWriter writer, NetPlan plan)
{
    private readonly InputText _input = new(plan.Spec);

    /// <summary>What has the outputs of a layer: a tape keeps them, and what a workspace has of them is each sequence's own.</summary>
    public string Outputs => plan.RunsAbreastWithoutTape ? "memory.AbreastOutput" : "memory.LayerOutput";

    /// <summary>The rows of a state of a layer and direction.</summary>
    public string States(string recurrence, int state) => FormattableString.Invariant($"memory.{(plan.RunsAbreastWithoutTape ? "AbreastRows" : "StateRows")}({recurrence}, {state})");

    /// <summary>The number of a row of a state: without a tape two take turns.</summary>
    public string Row(string row) => plan.RunsAbreastWithoutTape ? $"({row} & memory.AbreastWrap)" : row;

    /// <summary>What the argument of a batch is called, where a sequence's has that name.</summary>
    public static string OfBatch(string name) => "batch" + char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>Opens a loop over the sequences, each at its place in memory.</summary>
    public void OpenPlaces(string memory, string condition = "")
    {
        writer.Line($"for (int place = 0; {condition}place < lengths.Length; place++)");
        writer.Open();
        writer.Raw($"{memory}.Select(first + place, place);");
    }

    /// <summary>Opens a loop over the directions; it is one where there is one.</summary>
    public void OpenDirections() => writer.Open($"for (int direction = 0; direction < DirectionCount; direction++)");

    /// <summary>The state of a sequence, or its gradient.</summary>
    public void EmitState(string name, string memory) =>
        writer.Raw($"ref State {name} = ref {name}s.IsEmpty ? ref {memory}.SpareState<State>() : ref {name}s[place];");

    /// <summary>States that the caller does not keep begin with zero.</summary>
    public void EmitSpareStates(string name, string memory)
    {
        OpenPlaces(memory, $"{name}s.IsEmpty && ");
        writer.Raw($"{memory}.SpareState<State>() = default;");
        writer.End();
    }

    /// <summary>The input of a sequence, or its tokens.</summary>
    public void EmitInput() => writer.Raw($"""
        ref {_input.Element} {_input.Name} = ref Unsafe.Add(ref {OfBatch(_input.Name)}, batch.InputOffset(first + place));
        int {_input.Name}Step = batch.InputStep;
        """);

    /// <summary>A row of an output, or of its gradient.</summary>
    public static void EmitOutput(CodeWriter writer, string name) => writer.Raw($"""
        ref float {name} = ref Floats.At(ref {OfBatch(name)}, batch.OutputOffset(first + place));
        int outputStep = batch.OutputStep;
        """);

    /// <summary>Opens the loop over those neighbours that have a row: from "at" on "run" of them.</summary>
    public void OpenRuns() => writer.Open($"for (int at = 0; Batch.NextLonger(lengths, row, ref at) is var run and > 0; at += run)");

    /// <summary>Opens the loop over the rows, in the order of time or backwards.</summary>
    public void OpenRows(bool isBackward)
    {
        const string up = "step", down = "longest - 1 - step";
        writer.Raw("int longest = Batch.Longest(lengths);");
        writer.Open($"for (int step = 0; step < longest; step++)");
        string row = (plan.Spec.Cell.Bidirectional, isBackward) switch
        {
            (false, false) => up,
            (false, true) => down,
            (true, false) => $"reverse ? {down} : {up}",
            (true, true) => $"reverse ? {up} : {down}",
        };
        writer.Raw($"int row = {row};");
    }

    /// <summary>A place in the rows that a tape keeps, so many floats from their first.</summary>
    public static string Kept(string rows, string distance) => $"Floats.At(ref {rows}, (place * kept) + {distance})";

    /// <summary>A place in what each sequence has for itself.</summary>
    public static string Own(string rows, string distance = "") => $"Floats.At(ref {rows}, {(distance.Length == 0 ? "place * own" : $"(place * own) + {distance}")})";
}
