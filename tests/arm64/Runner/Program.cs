using System.Diagnostics;
using System.Runtime.InteropServices;
using CellGen.NumericTests;
using CellGen.NumericTests.Host;
using CellGen.Tests.Simd;

// Runs tests of the other projects on this processor, without a test host; ends with the counts in the form of dotnet test.
// The nets are those that CellGen.NumericTests left in CELLGEN_NET_CACHE.
NetCache.IsComplete = true;
int passed = 0;
int failed = 0;
Console.WriteLine($"{RuntimeInformation.ProcessArchitecture}, .NET {Environment.Version}");
Run("the table of hashes", new HashTests().All_bits_are_those_of_the_table);
foreach (object[] row in ActivationHashTests.Table)
{
    Run($"the bits of {row[0]}", () => new ActivationHashTests().Bits_are_the_same_everywhere((ActivationFunction)row[0], (string)row[1]));
}

// Every tenth: what could allocate is the runtime's code, the same for all.
foreach (object[] row in ((IEnumerable<object[]>)AllocationTests.Names).Where((_, i) => i % 10 == 0))
{
    Run($"Forward of {row[0]} allocates nothing", () => new AllocationTests().Forward_allocates_nothing((string)row[0]));
    Run($"a training step of {row[0]} allocates nothing", () => new AllocationTests().A_training_step_allocates_nothing((string)row[0]));
}

Console.WriteLine($"Passed! - Failed: {failed}, Passed: {passed}, Skipped: 0, Total: {passed + failed} - CellGen.Arm64");
return failed == 0 ? 0 : 1;

void Run(string name, Action test)
{
    var clock = Stopwatch.StartNew();
    try
    {
        test();
        passed++;
        Console.WriteLine($"passed {name} ({clock.Elapsed.TotalSeconds:0.0} s)");
    }
    catch (Exception exception)
    {
        failed++;
        Console.WriteLine($"FAILED {name}: {exception}");
    }
}
