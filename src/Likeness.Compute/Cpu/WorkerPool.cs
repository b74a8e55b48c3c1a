using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// A fixed team of threads that run one body together; the caller is worker 0. Workers spin briefly between runs, so that
/// consecutive steps start within a microsecond, and then sleep. A run allocates nothing.
/// </summary>
public sealed unsafe class WorkerPool : IDisposable
{
    /// <summary>The environment variable that lowers the number of workers.</summary>
    public const string Variable = "LIKENESS_THREADS";

    private readonly Signal _run = new(spins: 1000);
    private readonly Signal _finished = new(spins: 1000);
    private readonly TeamBarrier _barrier;
    private delegate* <void*, int, int, void> _body;
    private void* _context;
    private int _unfinished;
    private int _running;
    private bool _disposed;
    private ExceptionDispatchInfo? _error;

    /// <summary>Starts the threads of a team.</summary>
    /// <param name="workers">The number of workers, including the caller; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public WorkerPool(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        Workers = workers;
        _barrier = new(workers);
        for (int i = 1; i < workers; i++)
        {
            int worker = i;
            Thread thread = new(() => Serve(worker)) { IsBackground = true, Name = $"Likeness worker {worker}" };
            thread.Start();
        }
    }

    /// <summary>The default number of workers: the number of processors, or fewer if <see cref="Variable"/> is set.</summary>
    /// <exception cref="FormatException">The variable is not an integer of at least 1.</exception>
    public static int DefaultWorkers => Choose(Environment.GetEnvironmentVariable(Variable));

    /// <summary>The number of workers, including the caller.</summary>
    public int Workers { get; }

    /// <summary>Parses the text of <see cref="Variable"/>; null or blank gives the number of processors.</summary>
    internal static int Choose(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Environment.ProcessorCount;
        }

        return int.TryParse(text, out int threads) && threads >= 1
            ? Math.Min(threads, Environment.ProcessorCount)
            : throw new FormatException(
                $"{Variable}={text}: not a number of threads (use 1 or more, or leave it unset)"
            );
    }

    /// <summary>
    /// Calls body(worker) once on each worker, 0 … <see cref="Workers"/> − 1, and returns when all have returned. The first
    /// exception of any worker is rethrown.
    /// </summary>
    /// <param name="body">The body that each worker runs.</param>
    /// <exception cref="InvalidOperationException">A run is in progress.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public void Run(Action<int> body)
    {
        // The caller's frame holds the reference until all workers have returned.
        Action<int> self = body;
        Run(&Invoke, Unsafe.AsPointer(ref self));
    }

    /// <summary>
    /// Calls body(context, worker, workers) once on each worker and returns when all have returned. The first exception of any
    /// worker is rethrown, and breaks the barriers of the others.
    /// </summary>
    /// <exception cref="InvalidOperationException">A run is in progress.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    internal void Run(delegate* <void*, int, int, void> body, void* context)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Interlocked.Exchange(ref _running, 1) != 0)
        {
            throw new InvalidOperationException("The worker pool runs one body at a time.");
        }

        _body = body;
        _context = context;
        _unfinished = Workers;
        _barrier.Reset();
        int finished = _finished.Value;
        _run.Advance();
        Call(0);
        _finished.WaitWhile(finished);
        ExceptionDispatchInfo? error = _error;
        _error = null;
        Volatile.Write(ref _running, 0);
        error?.Throw();
    }

    /// <summary>A barrier inside a run: waits until all workers have arrived.</summary>
    /// <exception cref="OperationCanceledException">Another worker failed, so that it will never arrive.</exception>
    internal void Barrier(int worker) => _barrier.Wait(worker);

    /// <summary>Stops the threads; not during a run.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _run.Advance();
        }
    }

    private static void Invoke(void* body, int worker, int workers) => Unsafe.AsRef<Action<int>>(body)(worker);

    private void Serve(int worker)
    {
        for (int seen = 0; ; seen++)
        {
            _run.WaitWhile(seen);
            if (Volatile.Read(ref _disposed))
            {
                return;
            }

            Call(worker);
        }
    }

    private void Call(int worker)
    {
#pragma warning disable CA1031 // Run rethrows a worker's exception on the caller's thread.
        try
        {
            _body(_context, worker, Workers);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _error, ExceptionDispatchInfo.Capture(exception), comparand: null);
            _barrier.Break(worker);
        }
#pragma warning restore CA1031

        if (Interlocked.Decrement(ref _unfinished) == 0)
        {
            _finished.Advance();
        }
    }
}
