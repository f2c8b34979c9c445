using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>A form says what a kernel does, and nothing in it is text: what is written, and in which language, is up to who prints.</summary>
public class FormTests
{
    /// <summary>What forms are made of, with what is nested in it and derived from it.</summary>
    private static readonly Type[] Roots =
        [typeof(Whole), typeof(Truth), typeof(Value), typeof(Statement), typeof(Argument), typeof(Memory), typeof(KernelForm), typeof(Signature), typeof(KernelParameter)];

    [Fact]
    public void Every_string_in_a_form_is_a_name()
    {
        var seen = new HashSet<Type>();
        foreach (var plan in FormNets.All)
        {
            foreach (var (kernel, form) in plan.Widths.SelectMany(width => Lowered.Of(plan, width)))
            {
                Walk(form, kernel, seen);
            }
        }

        // The walk has come to the leaves, and the nets have what only some kernels have.
        Assert.Superset(
            new HashSet<Type> { typeof(Whole.Number), typeof(Truth.HasBits), typeof(Value.Local), typeof(Value.Choice), typeof(Statement.AddColumn), typeof(Statement.AddFour), typeof(Statement.Prefetch) },
            seen);
    }

    /// <summary>So that no other text can hide: a node holds numbers, names, choices, and other nodes.</summary>
    [Fact]
    public void A_node_holds_nodes_numbers_and_names()
    {
        Type[] nodes = [.. typeof(Whole).Assembly.GetTypes().Where(IsNode)];
        Assert.Contains(typeof(Statement.AddScaled), nodes);
        foreach (var property in nodes.SelectMany(Properties))
        {
            Assert.True(IsAllowed(property.PropertyType), $"{property.DeclaringType!.Name}.{property.Name} is a {property.PropertyType}");
        }
    }

    private static void Walk(object? value, object inside, HashSet<Type> seen)
    {
        switch (value)
        {
            case null or int or float or bool or Enum or Statement.Comment:
                break;
            case string name:
                if (!Regex.IsMatch(name, @"^[A-Za-z_]\w*\z"))
                {
                    Assert.Fail($"\"{name}\" is no name, in {inside}");
                }

                break;
            case IEnumerable items:
                foreach (object? item in items)
                {
                    Walk(item, inside, seen);
                }

                break;
            case ITuple tuple:
                for (int i = 0; i < tuple.Length; i++)
                {
                    Walk(tuple[i], inside, seen);
                }

                break;
            default:
                Assert.True(IsNode(value.GetType()), $"{value.GetType()} is no node");
                seen.Add(value.GetType());
                foreach (var property in Properties(value.GetType()))
                {
                    Walk(property.GetValue(value), value, seen);
                }

                break;
        }
    }

    private static bool IsNode(Type type) => Roots.Any(root => root.IsAssignableFrom(type) || type.DeclaringType == root);

    private static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static bool IsAllowed(Type type) =>
        type == typeof(string) || type == typeof(int) || type == typeof(float) || type == typeof(bool) || type.IsEnum || IsNode(type)
        || (type.IsGenericType && type.GetGenericArguments().All(IsAllowed));
}
