using System.Runtime.ExceptionServices;

namespace CellGen;

/// <summary>
/// Runs numbered pieces of work on a fixed number of threads, the caller's among them. Which thread takes which piece is chance;
/// what a piece computes must not depend on it. Allocates nothing but for an exception.
/// </summary>
internal sealed class ShardedLoop : IDisposable
{
    private readonly object _lock = new();
    private readonly Thread[] _threads;
    private readonly Exception?[] _errors;
    private Action<int, int> _body = static (_, _) => { };
    private long _round;
    private int _count;
    private int _next;
    private int _busy;
    private bool _ended;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">Their number with the caller's, at least 1.</param>
    /// <param name="most">The most pieces of a run.</param>
    public ShardedLoop(int threads, int most)
    {
        _errors = new Exception?[most];
        _threads = new Thread[threads - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int worker = i + 1;
            _threads[i] = new Thread(() => Work(worker)) { IsBackground = true, Name = $"CellGen training {worker}" };
            _threads[i].Start();
        }
    }

    /// <summary>Runs the pieces 0 to count − 1 and waits for them; throws what the first of them threw.</summary>
    /// <param name="count">The number of pieces.</param>
    /// <param name="body">Is given the number of the thread, from 0, and of the piece.</param>
    public void Run(int count, Action<int, int> body)
    {
        lock (_lock)
        {
            (_body, _count, _next, _busy) = (body, count, 0, _threads.Length);
            _round++;
            Monitor.PulseAll(_lock);
        }

        Take(0);
        lock (_lock)
        {
            while (_busy > 0)
            {
                Monitor.Wait(_lock);
            }
        }

        for (int i = 0; i < count; i++)
        {
            if (_errors[i] is { } error)
            {
                Array.Clear(_errors);
                ExceptionDispatchInfo.Throw(error);
            }
        }
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
            Monitor.PulseAll(_lock);
        }

        foreach (Thread thread in _threads)
        {
            thread.Join();
        }
    }

    private void Work(int worker)
    {
        for (long round = 1; ; round++)
        {
            lock (_lock)
            {
                while (_round < round && !_ended)
                {
                    Monitor.Wait(_lock);
                }

                if (_ended)
                {
                    return;
                }
            }

            Take(worker);
            lock (_lock)
            {
                _busy--;
                Monitor.PulseAll(_lock);
            }
        }
    }

    private void Take(int worker)
    {
        for (int piece; (piece = Interlocked.Increment(ref _next) - 1) < _count;)
        {
            try
            {
                _body(worker, piece);
            }
            catch (Exception exception)
            {
                _errors[piece] = exception;
            }
        }
    }
}
