using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Diagnostics;

/// <summary>Every diagnostic of CellGen. CELL0xx are errors, CELL1xx advice.</summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor NotPartial = Error(
        "CELL001", "The class is not partial", "'{0}' must be partial: CellGen adds the network to it");

    public static readonly DiagnosticDescriptor Generic = Error(
        "CELL002", "The class is generic", "'{0}' is generic or inside a generic type; a network has fixed sizes and cannot be");

    public static readonly DiagnosticDescriptor Static = Error(
        "CELL003", "The class is static", "'{0}' is static; a network is an object with weights");

    public static readonly DiagnosticDescriptor SizeMissing = Error(
        "CELL004", "A size is missing", "{0} is required: set it to at least 1");

    public static readonly DiagnosticDescriptor SizeNotPositive = Error(
        "CELL005", "A size is not positive", "{0} is {1}; expected at least 1");

    public static readonly DiagnosticDescriptor SizeTooLarge = Error(
        "CELL006", "A size is too large", "{0} is {1}; expected at most {2}");

    public static readonly DiagnosticDescriptor UnknownMember = Error(
        "CELL007", "A value is not a member of its enum", "{0} is {1}; expected one of {2}");

    public static readonly DiagnosticDescriptor WithoutCell = Error(
        "CELL008", "There is no cell", "'{0}' has a [{1}] but no [RecurrentCell]");

    public static readonly DiagnosticDescriptor NotForThisCell = Error(
        "CELL009", "The cell has no such property", "{0} is for {1}; this is a {2} cell");

    public static readonly DiagnosticDescriptor TooManyParameters = Error(
        "CELL010", "The network is too large", "The network has {0} parameters; expected at most {1}");

    public static readonly DiagnosticDescriptor NumberOutOfRange = Error(
        "CELL011", "A number is out of range", "{0} is {1}; expected a number {2}");

    public static readonly DiagnosticDescriptor ProjectionTooLarge = Error(
        "CELL012", "The projection is too large", "Projection is {0}; expected less than Hidden, which is {1}");

    public static readonly DiagnosticDescriptor OneLayerOnly = Error(
        "CELL013", "The cell has one layer and one direction", "A {0} cell has one layer and one direction: its tensors i2h have no others");

    public static readonly DiagnosticDescriptor HeadCannotReadInput = Error(
        "CELL014", "The head cannot read the input", "HeadInput.InputAndPreviousState is not for {0}");

    public static readonly DiagnosticDescriptor TokensTwice = Error(
        "CELL015", "Two inputs of tokens", "'{0}' has both [TokenInput] and [Embedding]; expected one of them");

    public static readonly DiagnosticDescriptor Failed = Error(
        "CELL020", "CellGen failed", "CellGen failed on '{0}', which has no network now; the other classes have theirs. Please report it with the attributes of the class: {1}");

    public static readonly DiagnosticDescriptor Shape = Error(
        "CELL021", "The class cannot be a network", "'{0}' {1}");

    public static readonly DiagnosticDescriptor NameTaken = Error(
        "CELL022", "A name is taken by the network", "'{0}' is what CellGen calls a member that it adds to '{1}'; choose another name, or other parameters for an overload");

    public static readonly DiagnosticDescriptor LanguageTooOld = Error(
        "CELL023", "The language is too old", "CellGen writes C# 10 and this project is C# {0}; set LangVersion to 10 or later, or remove it");

    public static readonly DiagnosticDescriptor VectorWidths = Error(
        "CELL024", "CellGenVectorWidths names no vector widths", "CellGenVectorWidths is '{0}'; expected {1}");

    public static readonly DiagnosticDescriptor EquationsAndKind = Error(
        "CELL030", "Kind and Equations together", "'{0}' has both Kind and Equations; expected one of them");

    public static readonly DiagnosticDescriptor EquationsMethod = Error(
        "CELL031", "The equations are no method of the class", "'{0}' {1}; expected a method of '{2}' itself: static void {0}(CellEquations cell)");

    public static readonly DiagnosticDescriptor NotInTheLanguage = Error(
        "CELL032", "Equations cannot say this", "{0} is not in the language of equations: {1}");

    public static readonly DiagnosticDescriptor EquationName = Error(
        "CELL033", "A name does not fit the equations", "{0}");

    public static readonly DiagnosticDescriptor NothingReads = Error(
        "CELL034", "Nothing reads a value", "Nothing reads {0}: no state depends on it; use it, or take it away");

    public static readonly DiagnosticDescriptor NotUpdated = Error(
        "CELL035", "A state is not updated once", "The state {0} is {1}; expected one cell.Next for it");

    public static readonly DiagnosticDescriptor UnitsDoNotFit = Error(
        "CELL036", "Sizes do not fit", "{0}");

    public static readonly DiagnosticDescriptor ProductsDoNotFit = Error(
        "CELL037", "A gate's products do not fit", "{0}");

    public static readonly DiagnosticDescriptor EquationsTooLarge = Error(
        "CELL038", "The equations are too large", "The equations have {0}; give parts of them names with cell.Let, or take some away");

    public static readonly DiagnosticDescriptor LayersApart = Error(
        "CELL040", "The layers are on two declarations", "'{0}' has layers on another declaration already; their order is that of the attributes: put them all on one");

    public static readonly DiagnosticDescriptor SizesDiffer = Error(
        "CELL041", "A size is not that of the layer above", "Input is {0}; {1}, which this layer reads, has {2} values a step: leave Input out");

    public static readonly DiagnosticDescriptor NoSuchLayer = Error(
        "CELL042", "There is no such layer", "There is no layer '{0}' above; there are {1}");

    public static readonly DiagnosticDescriptor NothingReadsLayer = Error(
        "CELL043", "Nothing reads a layer", "Nothing reads the layer '{0}', and it is no output; let a [DenseHead] or a join read it, or take it away");

    public static readonly DiagnosticDescriptor SumOfSizes = Error(
        "CELL044", "What is added has two sizes", "{0} has {1} values a step, {2} has {3}; what is added has one size");

    public static readonly DiagnosticDescriptor TooFewLayers = Error(
        "CELL045", "A join of fewer than two layers", "[{0}] names fewer than two layers; expected at least two, such as \"input\" and the name of a layer above");

    public static readonly DiagnosticDescriptor OneRowOnly = Error(
        "CELL046", "A layer has one row", "'{0}' has one row a sequence and cannot be read at every step");

    public static readonly DiagnosticDescriptor LayerName = Error(
        "CELL047", "A name cannot be a layer's", "'{0}' cannot be the name of a layer; expected letters, digits and _, beginning with a letter, and no word such as input, state or tape that generated code has");

    public static readonly DiagnosticDescriptor LayerNameTwice = Error(
        "CELL048", "Two layers have one name", "Another layer is called '{0}' in code; choose another name");

    public static readonly DiagnosticDescriptor NoLayerAbove = Error(
        "CELL049", "There is no layer above", "There is no layer above this [{0}] for it to read");

    public static readonly DiagnosticDescriptor TokensReadTwice = Error(
        "CELL050", "Tokens are read twice", "'{0}' reads the input of the net, which is tokens: only the first layer can");

    public static readonly DiagnosticDescriptor LastOfSum = Error(
        "CELL051", "The last state of added directions", "HeadInput.LastState reads both directions of a cell that adds them (Merge), which others read too; concatenate them, or let the head alone read the cell");

    public static readonly DiagnosticDescriptor FrameDoesNotFit = Error(
        "CELL052", "A frame does not fit", "{0}, which this layer reads, has {1} values a step; expected a multiple of Frame, which is {2}");

    public static readonly DiagnosticDescriptor KernelDoesNotFit = Error(
        "CELL053", "A kernel does not fit into its frame", "Kernel is {0} with a Dilation of {1}; the frame of {2} positions with a Padding of {3} has no room for it");

    public static readonly DiagnosticDescriptor WithoutFrame = Error(
        "CELL054", "A property of a frame", "{0} is for a convolution within a frame; over time each step has one output: set Frame, or take it away");

    public static readonly DiagnosticDescriptor CannotJoin = Error(
        "CELL060", "A net cannot be joined", "'{0}' cannot be the {1} of '{2}': {3}");

    public static readonly DiagnosticDescriptor JoinsAndIsNet = Error(
        "CELL061", "A class is a net and joins two", "'{0}' has an [EncoderDecoder], which joins two nets, and layers of its own; expected one of them");

    public static readonly DiagnosticDescriptor DropoutWithoutLayers = Advice(
        "CELL101", "Dropout needs two layers", "Dropout acts between layers; with one layer it drops nothing");

    public static readonly DiagnosticDescriptor WithoutEffect = Advice(
        "CELL102", "A property has no effect", "{0} has no effect: {1}");

    public static readonly DiagnosticDescriptor TooLargeToWriteOut = Advice(
        "CELL103", "The net is too large to be written out", "The products of a step are too large to be written out at {0}; the code there is that of Unroll.Automatic");

    private static DiagnosticDescriptor Advice(string id, string title, string message) => new(
        id, title, message, "CellGen", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    private static DiagnosticDescriptor Error(string id, string title, string message) => new(
        id, title, message, "CellGen", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
