namespace CellGen.Generator.Planning;

/// <summary>Who writes the body of a kernel.</summary>
internal enum KernelPlace
{
    /// <summary>Each width.</summary>
    EachWidth,

    /// <summary>The class that all widths share, and a width that has a faster one.</summary>
    SomeWidths,

    /// <summary>The class that all widths share, and no width: it is another kernel in disguise.</summary>
    Shared,

    /// <summary>A width for itself: no one else knows of it.</summary>
    OneWidth,
}
