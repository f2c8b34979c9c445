using System.Runtime.InteropServices;
using System.Text;

namespace CellGen.Compare.Peers.Onnx;

/// <summary>ONNX Runtime's C API, through its table of functions. A status that is not null becomes an exception.</summary>
internal sealed unsafe class OrtApi
{
    private const uint ApiVersion = 14;
    private const int FloatType = 1;

    private readonly void** _table;
    private readonly delegate* unmanaged[Cdecl]<void*, void*, void*, void*> _run;
    private readonly void* _environment;
    private readonly void* _memory;

    /// <summary>Takes a loaded library.</summary>
    public OrtApi(nint library)
    {
        var getBase = (delegate* unmanaged[Cdecl]<void**>)NativeLibrary.GetExport(library, "OrtGetApiBase");
        void** apiBase = getBase();
        _table = ((delegate* unmanaged[Cdecl]<uint, void**>)apiBase[0])(ApiVersion);
        Version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged[Cdecl]<byte*>)apiBase[1])())!;
        _run = (delegate* unmanaged[Cdecl]<void*, void*, void*, void*>)Function(OrtFunction.RunWithBinding);

        void* environment;
        fixed (byte* name = "compare\0"u8)
        {
            Check(((delegate* unmanaged[Cdecl]<int, byte*, void**, void*>)Function(OrtFunction.CreateEnv))(3, name, &environment));
        }

        void* memory;
        Check(((delegate* unmanaged[Cdecl]<int, int, void**, void*>)Function(OrtFunction.CreateCpuMemoryInfo))(0, 0, &memory));
        _environment = environment;
        _memory = memory;
    }

    /// <summary>The library's version.</summary>
    public string Version { get; }

    /// <summary>A session of one thread with all optimisations.</summary>
    public void* CreateSession(byte[] model)
    {
        void* options;
        Check(((delegate* unmanaged[Cdecl]<void**, void*>)Function(OrtFunction.CreateSessionOptions))(&options));
        foreach (var (function, value) in new[]
        {
            (OrtFunction.SetIntraOpNumThreads, 1), (OrtFunction.SetInterOpNumThreads, 1), (OrtFunction.SetSessionGraphOptimizationLevel, 99),
        })
        {
            Check(((delegate* unmanaged[Cdecl]<void*, int, void*>)Function(function))(options, value));
        }

        void* session;
        fixed (byte* bytes = model)
        {
            Check(((delegate* unmanaged[Cdecl]<void*, byte*, nuint, void*, void**, void*>)Function(OrtFunction.CreateSessionFromArray))(
                _environment, bytes, (nuint)model.Length, options, &session));
        }

        Release(OrtFunction.ReleaseSessionOptions, options);
        return session;
    }

    /// <summary>A tensor over memory of the caller's.</summary>
    public void* CreateTensor(float* data, nuint bytes, ReadOnlySpan<long> shape)
    {
        void* value;
        fixed (long* sizes = shape)
        {
            Check(((delegate* unmanaged[Cdecl]<void*, void*, nuint, long*, nuint, int, void**, void*>)Function(OrtFunction.CreateTensorWithDataAsOrtValue))(
                _memory, data, bytes, sizes, (nuint)shape.Length, FloatType, &value));
        }

        return value;
    }

    /// <summary>A binding of a session's inputs and outputs.</summary>
    public void* CreateBinding(void* session)
    {
        void* binding;
        Check(((delegate* unmanaged[Cdecl]<void*, void**, void*>)Function(OrtFunction.CreateIoBinding))(session, &binding));
        return binding;
    }

    /// <summary>Binds a tensor: BindInput or BindOutput.</summary>
    public void Bind(OrtFunction function, void* binding, string name, void* value)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(name + '\0'))
        {
            Check(((delegate* unmanaged[Cdecl]<void*, byte*, void*, void*>)Function(function))(binding, text, value));
        }
    }

    /// <summary>Runs a session with what is bound.</summary>
    public void Run(void* session, void* binding)
    {
        void* status = _run(session, null, binding);
        if (status is not null)
        {
            Check(status);
        }
    }

    /// <summary>One of the functions that release.</summary>
    public void Release(OrtFunction function, void* value) => ((delegate* unmanaged[Cdecl]<void*, void>)Function(function))(value);

    private void* Function(OrtFunction function) => _table[(int)function];

    private void Check(void* status)
    {
        if (status is null)
        {
            return;
        }

        string message = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged[Cdecl]<void*, byte*>)Function(OrtFunction.GetErrorMessage))(status))!;
        Release(OrtFunction.ReleaseStatus, status);
        throw new InvalidOperationException("ONNX Runtime: " + message);
    }
}
