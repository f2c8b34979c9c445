using CellGen.Generator.Flow;
using CellGen.Generator.Model;

namespace CellGen.Generator.Routes;

/// <summary>The rows of a net's input and outputs, as parameters and arguments of what runs a batch through its layers.</summary>
internal sealed class NetworkArguments(EntryEmitter entry)
{
    private readonly InputText _input = entry.Input;

    /// <summary>The rows of the input and of others, as parameters.</summary>
    public string Parameters(Func<OutputSpec, string> nameOf) => string.Join(", ", entry.Outputs.Select(output => RowsText.User(nameOf(output)))
        .Select(rows => $"ref float {rows.Reference}, int {rows.Stride}, int {rows.Step}")
        .Prepend($"ref {_input.Element} {_input.Name}, int {_input.Name}Stride, int {_input.Name}Step"));

    /// <summary>Those of one sequence, as arguments.</summary>
    public string OfSequence(Func<OutputSpec, string> nameOf) => string.Join(",\n    ", entry.Outputs
        .Select(output => $"ref MemoryMarshal.GetReference({nameOf(output)}), {(output.OneRow ? "" : "steps * ")}{output.SizeName}, {output.SizeName}")
        .Prepend($"ref MemoryMarshal.GetReference({_input.Name}), steps * {_input.Size}, {_input.Size}"));

    /// <summary>Those of a batch, from a sequence on.</summary>
    public string OfBatch(Func<OutputSpec, string> nameOf, string first)
    {
        string Rows(string span, OutputSpec output, string side)
        {
            string batch = entry.BatchOf(output), start = $"MemoryMarshal.GetReference({span})";
            return $"ref {(first == "0" ? start : $"Unsafe.Add(ref {start}, {batch}.{side}Offset({first}))")}, {batch}.{side}Offset(1), {batch}.{side}Step";
        }

        return string.Join(",\n    ", entry.Outputs.Select(output => Rows(nameOf(output), output, "Output")).Prepend(Rows(_input.Name, entry.Outputs[0], "Input")));
    }
}
