using System.Runtime.InteropServices;

namespace CellGen.NumericTests.Host;

/// <summary>
/// What the processor notes of its arithmetic: whether an operand was denormal, or a result too small for a normal number.
/// Both are what makes many processors slow, and the notes are there on those that are not: a proof without a clock.
/// </summary>
/// <remarks>
/// On Linux and x64, where the C library hands out the control register of SSE (MXCSR); elsewhere nothing is noted.
/// </remarks>
internal static unsafe partial class FloatingPointFlags
{
    private const int Denormal = 2;
    private const int Underflow = 16;
    private const int ControlRegister = 28; // after the 28 bytes of the x87's environment

    /// <summary>Whether this machine tells.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>What an action met: "a denormal operand", "an underflow", both, or nothing.</summary>
    public static string Of(Action action)
    {
        // The first call is for the JIT, whose own arithmetic is no concern of ours.
        action();
        Exchange(0);
        action();
        int flags = Exchange(0);
        return string.Join(" and ", new[] { (flags & Denormal) != 0 ? "a denormal operand" : "", (flags & Underflow) != 0 ? "an underflow" : "" }
            .Where(text => text.Length > 0));
    }

    /// <summary>The flags; then they are replaced.</summary>
    private static int Exchange(int flags)
    {
        if (!IsSupported)
        {
            return 0;
        }

        byte* environment = stackalloc byte[64];
        GetEnvironment(environment);
        int* register = (int*)(environment + ControlRegister);
        int old = *register & 63;
        *register = (*register & ~63) | flags;
        SetEnvironment(environment);
        return old;
    }

    [LibraryImport("libm.so.6", EntryPoint = "fegetenv")]
    private static partial int GetEnvironment(byte* environment);

    [LibraryImport("libm.so.6", EntryPoint = "fesetenv")]
    private static partial int SetEnvironment(byte* environment);
}
