using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Xunit;

namespace CellGen.PackageTests;

/// <summary>A test that publishes with Native AOT for x64 with AVX2: it needs a linker, and a processor to run the program.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NativeAotFactAttribute : FactAttribute
{
    /// <summary>Skips the test where one of them is missing.</summary>
    public NativeAotFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64 || !Avx2.IsSupported)
        {
            Skip = "Linux on x64 with AVX2 only";
        }
        else if (!OnPath("clang") && !OnPath("gcc"))
        {
            Skip = "Native AOT needs clang or gcc";
        }
    }

    private static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
