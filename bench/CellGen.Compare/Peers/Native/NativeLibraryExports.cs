using System.Runtime.InteropServices;
using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Native;

/// <summary>The functions of one loaded library; native/peer.h says what they do.</summary>
internal sealed unsafe class NativeLibraryExports(nint library)
{
    private readonly delegate* unmanaged[Cdecl]<NativeShape*, int> _variants = (delegate* unmanaged[Cdecl]<NativeShape*, int>)Export(library, "peer_variants");
    private readonly delegate* unmanaged[Cdecl]<NativeShape*, int, byte*> _variantName = (delegate* unmanaged[Cdecl]<NativeShape*, int, byte*>)Export(library, "peer_variant_name");
    private readonly delegate* unmanaged[Cdecl]<byte*> _version = (delegate* unmanaged[Cdecl]<byte*>)Export(library, "peer_version");
    private readonly delegate* unmanaged[Cdecl]<NativeShape*, float**, int, void*> _create = (delegate* unmanaged[Cdecl]<NativeShape*, float**, int, void*>)Export(library, "peer_create");

    /// <summary>Frees a net.</summary>
    public delegate* unmanaged[Cdecl]<void*, void> Destroy { get; } = (delegate* unmanaged[Cdecl]<void*, void>)Export(library, "peer_destroy");

    /// <summary>Input to output, of a sequence or a batch.</summary>
    public delegate* unmanaged[Cdecl]<void*, float*, float*, void> Forward { get; } = (delegate* unmanaged[Cdecl]<void*, float*, float*, void>)Export(library, "peer_forward");

    /// <summary>The same, a step a call within the library.</summary>
    public delegate* unmanaged[Cdecl]<void*, float*, float*, void> Stream { get; } = (delegate* unmanaged[Cdecl]<void*, float*, float*, void>)Export(library, "peer_stream");

    /// <summary>Input and output gradient to output and input gradient.</summary>
    public delegate* unmanaged[Cdecl]<void*, float*, float*, float*, float*, void> Train { get; } = (delegate* unmanaged[Cdecl]<void*, float*, float*, float*, float*, void>)Export(library, "peer_train");

    /// <summary>Copies the gradient of one tensor out.</summary>
    public delegate* unmanaged[Cdecl]<void*, int, float*, void> Gradient { get; } = (delegate* unmanaged[Cdecl]<void*, int, float*, void>)Export(library, "peer_gradient");

    /// <summary>The version of the library, or of its compiler.</summary>
    public string Version => Marshal.PtrToStringUTF8((nint)_version())!.Trim();

    /// <summary>One net for each variant that can do the row.</summary>
    public IEnumerable<IWork> Prepare(Problem problem)
    {
        var shape = new NativeShape(problem.Row);
        var works = new List<IWork>();
        for (int variant = 0; variant < _variants(&shape); variant++)
        {
            void* net = Create(problem, &shape, variant);
            if (net is not null)
            {
                string name = Marshal.PtrToStringUTF8((nint)_variantName(&shape, variant))!;
                works.Add(new NativeWork(name.Length == 0 ? "" : $"{name}, {Version.Split(' ')[0]}", problem, this, net));
            }
        }

        return works;
    }

    private void* Create(Problem problem, NativeShape* shape, int variant)
    {
        var handles = problem.Parameters.Select(tensor => GCHandle.Alloc(tensor.Values, GCHandleType.Pinned)).ToArray();
        float** weights = stackalloc float*[handles.Length];
        for (int i = 0; i < handles.Length; i++)
        {
            weights[i] = (float*)handles[i].AddrOfPinnedObject();
        }

        void* net = _create(shape, weights, variant);
        foreach (GCHandle handle in handles)
        {
            handle.Free();
        }

        return net;
    }

    private static nint Export(nint library, string name) => NativeLibrary.GetExport(library, name);
}
