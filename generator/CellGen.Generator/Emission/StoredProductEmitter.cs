using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>Emits the product of a phase as a method that stores its sums, partial sum after partial sum.</summary>
internal sealed class StoredProductEmitter
{
    private readonly CodeWriter _writer;
    private readonly Signature _signature;
    private readonly MatrixPlan _matrix;
    private readonly StoredProduct _product;
    private readonly VectorText _text;
    private readonly PhaseSums _sums;

    public StoredProductEmitter(CodeWriter writer, NetPlan plan, WidthPlan width, SumsKernel kernel)
    {
        _writer = writer;
        _signature = plan.SignatureOf(kernel);
        _matrix = kernel.Matrix;
        _product = width.Of(_matrix).Stored!;
        _text = new VectorText(width.Profile, width.Profile.Lanes);
        _sums = new PhaseSums(plan.Step.PhaseOf(_matrix), _matrix, _text);
    }

    public void Emit()
    {
        _writer.Raw(SourceFile.KernelAttribute);
        _writer.Open($"private static {_signature.Declaration()}");
        if (_product.Panels.Any(panels => panels.Groups.Any(ColumnText.NeedsVariable)))
        {
            _writer.Line($"{_text.Type} x;");
        }

        foreach (var panels in _product.Panels)
        {
            bool loop = panels.Count > 1;
            if (loop)
            {
                _writer.Open($"for (nuint panel = 0; panel < {panels.Count}; panel++)");
                _writer.Line($"nuint lane = panel * {panels.Width};");
            }

            foreach (var group in panels.Groups)
            {
                for (int partial = 0; partial < _product.Partials; partial++)
                {
                    EmitPartial(panels, group, partial);
                }
            }

            if (loop)
            {
                _writer.Close();
            }
        }

        _writer.Close();
    }

    /// <summary>One partial sum of a group: every column that belongs to it.</summary>
    private void EmitPartial(StoredPanels panels, IReadOnlyList<int> group, int partial)
    {
        var lane = new Offset(panels.Count > 1 ? "lane" : null, panels.First * _product.Layout.PanelLanes);
        string letter = PartialSumText.Name(partial, "");
        _writer.Open();
        for (int v = 0; v < group.Count; v++)
        {
            _writer.Line($"var {letter}{v} = {(partial == 0 ? _sums.Initial(lane + group[v]) : _text.Zero)};");
        }

        string start = VectorText.Element(ParameterNames.Weights(_matrix), panels.Count > 1
            ? new Offset(Invariant($"(lane * {_product.Columns})"), partial * panels.Width)
            : (panels.First * _product.Layout.PanelLanes * _product.Columns) + (partial * panels.Width));
        _writer.Line($"ref float w = ref {start};");
        int count = (_product.Columns - partial + _product.Partials - 1) / _product.Partials;
        int done = 0;
        int body = _product.ColumnUnroll;
        if (body > 0 && count > body)
        {
            done = count / body * body;
            _writer.Open($"for (nuint k = {partial}; k < {partial + (done * _product.Partials)}; k += {body * _product.Partials})");
            EmitColumns(group, letter, panels.Width, body, column => new Offset("k", column));
            _writer.Line($"w = ref Unsafe.Add(ref w, {body * _product.Partials * panels.Width});");
            _writer.Close();
        }

        EmitColumns(group, letter, panels.Width, count - done, column => partial + (done * _product.Partials) + column);
        for (int v = 0; v < group.Count; v++)
        {
            EmitStore(Invariant($"{letter}{v}"), partial, lane + group[v]);
        }

        _writer.Close();
    }

    private void EmitColumns(IReadOnlyList<int> group, string letter, int width, int columns, Func<int, Offset> element)
    {
        for (int column = 0; column < columns; column++)
        {
            List<(int, string)> sums = [.. group.Select((lane, v) => (lane, Invariant($"{letter}{v}")))];
            _writer.Lines(new ColumnText(_text).Add(new ColumnOperand("operand", element(column * _product.Partials)), "w", column * _product.Partials * width, sums));
        }
    }

    /// <summary>(a + b) + (c + d), as the sums become known.</summary>
    private void EmitStore(string sum, int partial, Offset lane)
    {
        var second = lane + _product.Layout.Lanes;
        _writer.Raw(partial switch
        {
            0 => _text.Store(sum, "sums", lane),
            1 => _text.Store($"{_text.Load("sums", lane)} + {sum}", "sums", lane),
            2 => _text.Store(sum, "sums", second),
            _ => _text.Store($"{_text.Load("sums", lane)} + ({_text.Load("sums", second)} + {sum})", "sums", lane),
        });
    }
}
