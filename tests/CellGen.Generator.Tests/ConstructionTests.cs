using CellGen.Generator.Tests.Host;

namespace CellGen.Generator.Tests;

/// <summary>How nets come into being: from the user's static fields, constructors, new() and Activator.</summary>
public class ConstructionTests
{
    private const string Cell = "[RecurrentCell(Kind = CellKind.IndRnn, Input = 2, Hidden = 3)]";

    /// <summary>Each class has a static net in some way, which its first use makes; Check.Run lists those with other weights than expected.</summary>
    private const string StaticNets = $$"""
        using System;
        using System.Linq;
        using System.Collections.Generic;
        using CellGen;

        {{Cell}} public partial class ReadOnlyField { public static readonly ReadOnlyField Shared = new(seed: 1); }
        {{Cell}} public partial class Property { public static Property Shared { get; } = new(seed: 1); }
        {{Cell}} public partial class LazyField { public static readonly Lazy<LazyField> Shared = new(() => new LazyField(seed: 1)); }
        {{Cell}} public partial class Several
        {
            public static readonly Several First = new(seed: 1), Second = new(seed: 1);
            public static IReadOnlyList<Several> All { get; } = new[] { First, Second };
        }
        {{Cell}} public partial class StaticConstructor { public static StaticConstructor Shared; static StaticConstructor() { Shared = new(seed: 1); } }
        {{Cell}} public partial class Outer { public static class Nested { public static readonly Outer Shared = new(seed: 1); } }
        {{Cell}} public partial class Left { public static readonly Right Other = new(seed: 1); }
        {{Cell}} public partial class Right { public static readonly Left Other = new(seed: 1); }
        [RecurrentCell(Kind = CellKind.IndRnn, Input = 2, Hidden = 3)] [Embedding(Vocabulary = 5, Frozen = true)] [DenseHead(Output = 7)]
        public partial class Embedded
        {
            public static readonly Embedded Shared = new(seed: 1);
            public static readonly TokenTable Table = Shared.FoldEmbedding();
            public static readonly float[] Output = Outputs();
            private static float[] Outputs() { var output = new float[14]; Shared.Forward(new[] { 1, 4 }, output, new Workspace(2), Table); return output; }
        }

        public static class Check
        {
            public static string Run() => string.Join(", ", Failures());

            private static IEnumerable<string> Failures()
            {
                float[] expected = new Plain(seed: 1).Parameters.ToArray();
                if (!ReadOnlyField.Shared.Parameters.SequenceEqual(expected)) yield return "a field";
                if (!Property.Shared.Parameters.SequenceEqual(expected)) yield return "a property";
                if (!LazyField.Shared.Value.Parameters.SequenceEqual(expected)) yield return "a lazy field";
                if (Several.All.Any(net => !net.Parameters.SequenceEqual(expected))) yield return "a list";
                if (!StaticConstructor.Shared.Parameters.SequenceEqual(expected)) yield return "a static constructor";
                if (!Outer.Nested.Shared.Parameters.SequenceEqual(expected)) yield return "a nested class";
                if (!Left.Other.Parameters.SequenceEqual(expected) || !Right.Other.Parameters.SequenceEqual(expected)) yield return "each other's fields";
                if (Embedded.Output.All(value => value == 0)) yield return "an embedded net";
            }
        }

        {{Cell}} public partial class Plain { }
        """;

    private const string Constructors = $$"""
        using System;
        using System.Linq;
        using System.Collections.Generic;
        using CellGen;

        {{Cell}} public partial class Own { public Own(string name) { Name = name; } public Own() { Name = ""; } public string Name { get; } }
        {{Cell}} public partial class Private { private Private(string name) { } public static Private Create() => new("x"); }
        {{Cell}} public partial class Chained { public Chained(string name) : this(seed: 5) { } public Chained(string name, int count) : this(name) { } }
        {{Cell}} public partial class Mixed { public Mixed(string name) : this(name, 2) { } public Mixed(string name, object count) : base() { } }
        {{Cell}} public partial class Similar { public Similar(int seed, object initialization) : this(seed, default(Initialization)) { } public Similar(int seed) : this(seed + 1, null) { } }
        {{Cell}} public partial class Static { static Static() { } }
        {{Cell}} public partial class Plain { public int Tag { get; init; } }

        public static class Check
        {
            public static string Run() => string.Join(", ", Failures());

            private static T Make<T>() where T : new() => new T();

            private static IEnumerable<string> Failures()
            {
                float[] zero = Drawn(0), five = Drawn(5);
                if (zero.All(value => value == 0)) yield return "nothing is drawn";
                if (!new Own("x").Parameters.SequenceEqual(zero) || !new Own().Parameters.SequenceEqual(zero)) yield return "an own constructor";
                if (!new Own(seed: 5).Parameters.SequenceEqual(five)) yield return "a seed beside an own constructor";
                if (!Private.Create().Parameters.SequenceEqual(zero)) yield return "a private constructor";
                if (!new Chained("x").Parameters.SequenceEqual(five) || !new Chained("x", 1).Parameters.SequenceEqual(five)) yield return "a chain to ours";
                if (!new Mixed("x").Parameters.SequenceEqual(zero)) yield return "a chain to an own constructor";
                if (!new Similar().Parameters.SequenceEqual(zero) || !new Similar(4).Parameters.SequenceEqual(five)) yield return "overloads";
                if (!new Static(seed: 5).Parameters.SequenceEqual(five)) yield return "a static constructor";
                if (!Make<Plain>().Parameters.SequenceEqual(zero) || !Make<Own>().Parameters.SequenceEqual(zero)) yield return "new()";
                if (!Activator.CreateInstance<Plain>().Parameters.SequenceEqual(zero)) yield return "Activator";
                if (!new Plain { Tag = 1 }.Parameters.SequenceEqual(zero) || !new Plain(seed: 1, initialization: null).Parameters.SequenceEqual(Drawn(1))) yield return "the usual";
                var file = new System.IO.MemoryStream();
                new Own(seed: 5).Save(file);
                file.Position = 0;
                if (!Own.Load(file).Parameters.SequenceEqual(five)) yield return "Load";
            }

            private static float[] Drawn(int seed) => new Plain(seed: seed).Parameters.ToArray();
        }
        """;

    [Fact]
    public void Static_fields_of_the_users_may_make_nets() => Assert.Equal("", GeneratorHost.Run(StaticNets));

    [Fact]
    public void Every_constructor_draws_weights_once_and_one_takes_nothing() => Assert.Equal("", GeneratorHost.Run(Constructors));

    [Fact]
    public void Weights_are_drawn_before_a_constructor_only_where_one_calls_no_other()
    {
        Assert.Contains("new CellGenCore(CellGenCore.Layout.Tensors.Draw(CellGenCore.PackedLength));", Text("public Net(string name) { }"));
        Assert.Contains("new CellGenCore(CellGenCore.Layout.Tensors.Draw(CellGenCore.PackedLength));", Text("private Net(string name) : base() { }"));
        Assert.Contains("new CellGenCore(new AlignedBuffer(CellGenCore.PackedLength));", Text("public Net(string name) : this(seed: 1) { }"));
        Assert.Contains("new CellGenCore(new AlignedBuffer(CellGenCore.PackedLength));", Text("static Net() { }"));
        Assert.Contains("public Net()\n", Text("public Net(string name) { }"));
        Assert.DoesNotContain("public Net()\n", Text("internal Net() { }"));

        static string Text(string constructor) =>
            GeneratorHost.Generate($"using CellGen; {Cell} public partial class Net {{ {constructor} }}")["Net.g.cs"];
    }
}
