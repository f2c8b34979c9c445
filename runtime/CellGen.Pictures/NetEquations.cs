using System.Reflection;
using CellGen.Generated;

namespace CellGen.Pictures;

/// <summary>
/// The equations of a net, as the papers write them, with the shapes of their symbols, the tensors that hold these, and the
/// gradients that were derived from them: what a teacher writes on the board.
/// </summary>
/// <remarks>
/// The generator writes the text into the class. σ is the logistic function, ⊙ the Hadamard product, [a; b] a beside b, h' the
/// state after a step and h before it.
/// </remarks>
/// <example>
/// <code>
/// Console.WriteLine(NetEquations.Of&lt;GestureNet>());
/// File.WriteAllText("net.md", NetEquations.Of(model).ToMarkdown());
/// NetEquations.Of(model).ToPicture().Save("net.svg");
/// </code>
/// </example>
public sealed class NetEquations
{
    private const string Signs = "σ is the logistic function, ⊙ the Hadamard product, [a; b] a beside b; h is the state before a step, h' after it, h'_T after the last, "
        + "h'→ and h'← those of both directions. W acts on what a layer reads, U on its state.";

    private const string Rows = "Behind a colon are the tensors that hold the values; several symbols stand in one tensor one below the other.";

    private const string Derived = "dz is the gradient of z, da_z that of W_z x + b_iz (where there is none, that of the value of which it is a term), "
        + "du_z that of U_z h + b_hz where it is another. Of a step dW_z = da_z xᵀ, db_iz = da_z, dU_z = du_z hᵀ, db_hz = du_z, and Wᵀ and Uᵀ carry them on to what was multiplied.";

    private readonly string _name;

    private NetEquations(string name, NetTextAttribute text) =>
        (_name, Equations, Symbols, Gradients) = (name, Lines(text.Equations), Lines(text.Symbols), Lines(text.Gradients));

    /// <summary>The equations, a line each, with a title first; what is indented belongs to the line above.</summary>
    public IReadOnlyList<string> Equations { get; }

    /// <summary>"W_r, W_z, W_n [20 × 10]: weight_ih_l0 [60 × 10]": the shape of each symbol, and the tensors that <c>Get</c> has it in.</summary>
    public IReadOnlyList<string> Symbols { get; }

    /// <summary>
    /// The gradients of a step of each cell, in the order in which Backward computes them; none where the net does not train.
    /// Those of dense layers, and of attention, are not among them.
    /// </summary>
    public IReadOnlyList<string> Gradients { get; }

    /// <summary>The equations of a class.</summary>
    /// <typeparam name="TNet">A class with CellGen's attributes.</typeparam>
    /// <exception cref="ArgumentException">CellGen did not generate the class.</exception>
    public static NetEquations Of<TNet>()
        where TNet : INetwork => Of(typeof(TNet));

    /// <summary>The equations of a net.</summary>
    /// <param name="net">The net.</param>
    /// <exception cref="ArgumentException">CellGen did not generate its class.</exception>
    public static NetEquations Of(INetwork net)
    {
        ArgumentNullException.ThrowIfNull(net);
        return Of(net.GetType());
    }

    /// <summary>All of it as text.</summary>
    public override string ToString() => string.Join("\n", Sections().Select(section =>
        $"{section.Title}\n\n{string.Concat(section.Lines.Select(line => $"    {line}\n"))}\n{section.Explanation}\n"));

    /// <summary>All of it as Markdown.</summary>
    public string ToMarkdown() => string.Join("\n", Sections().Select((section, i) =>
        $"{(i == 0 ? "#" : "##")} {section.Title}\n\n```\n{string.Concat(section.Lines.Select(line => line + "\n"))}```\n\n{section.Explanation}\n"));

    /// <summary>All of it as a picture.</summary>
    public Picture ToPicture()
    {
        const double Left = 16;
        const double Line = 19;
        const double Letter = 8;
        var svg = new SvgDocument();
        double y = 8;
        foreach (var section in Sections())
        {
            svg.Text(Left, y += Line, section.Title, weight: "bold");
            y += 4;
            foreach (string line in section.Lines)
            {
                svg.Monospaced(Left, y += Line, line.Length * Letter, line);
                svg.Include(Left + (line.Length * Letter), y);
            }

            y += Line;
        }

        return svg.Finish();
    }

    private static NetEquations Of(Type type) => new(type.Name, type.GetCustomAttribute<NetTextAttribute>()
        ?? throw new ArgumentException($"{type.Name} has no equations of CellGen's; expected a class with its attributes, such as [RecurrentCell].", nameof(type)));

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.Split('\n');

    private IEnumerable<(string Title, IReadOnlyList<string> Lines, string Explanation)> Sections()
    {
        yield return (_name, Equations, Signs);
        yield return ("Symbols", Symbols, Rows);
        if (Gradients.Count > 0)
        {
            yield return ("Backward, derived", Gradients, Derived);
        }
    }
}
