using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// A fixed team of threads that run one body together; the caller is worker 0. Workers spin briefly between runs, so that
/// consecutive steps start within a microsecond, and then sleep. A run allocates nothing. Thread-safe: concurrent runs execute one
/// after another.
/// </summary>
public sealed unsafe class WorkerPool : IDisposable
{
    /// <summary>The environment variable that lowers the number of workers.</summary>
    public const string Variable = "LIKENESS_THREADS";

    /// <summary>The maximum number of workers.</summary>
    internal const int MaxWorkers = 1024;

    private readonly Lock _turn = new();
    private readonly Signal _run = new(spins: 1000);
    private readonly Signal _finished = new(spins: 1000);
    private readonly TeamBarrier _barrier;
    private readonly int[] _threads;
    private delegate* <void*, int, int, void> _body;
    private void* _context;
    private int _unfinished;
    private bool _isRunning;
    private bool _isDisposed;
    private bool _hasEnded;
    private ExceptionDispatchInfo? _error;

    /// <summary>Starts the threads of a team.</summary>
    /// <param name="workers">The number of workers, including the caller; from 1 to 1,024.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1 or greater than 1,024.</exception>
    /// <exception cref="OutOfMemoryException">The system could not start the threads.</exception>
    public WorkerPool(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(workers, MaxWorkers);
        Workers = workers;
        _barrier = new(workers);
        _threads = new int[workers];
        try
        {
            for (int i = 1; i < workers; i++)
            {
                int worker = i;
                Thread thread = new(() => Serve(worker)) { IsBackground = true, Name = $"Likeness worker {worker}" };
                thread.Start();
            }
        }
        catch (OutOfMemoryException)
        {
            // Stops the threads that were started.
            Dispose();
            throw;
        }
    }

    /// <summary>The default number of workers: the number of processors, or fewer if <see cref="Variable"/> is set.</summary>
    /// <exception cref="FormatException">The variable is not an integer of at least 1.</exception>
    public static int DefaultWorkers => Choose(Environment.GetEnvironmentVariable(Variable));

    private static int Processors => Math.Min(Environment.ProcessorCount, MaxWorkers);

    /// <summary>The number of workers, including the caller.</summary>
    public int Workers { get; }

    /// <summary>Parses the text of <see cref="Variable"/>; null or blank gives the number of processors.</summary>
    internal static int Choose(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Processors;
        }

        return int.TryParse(text, out int threads) && threads >= 1
            ? Math.Min(threads, Processors)
            : throw new FormatException(
                $"{Variable}={text}: not a number of threads (use 1 or more, or leave it unset)"
            );
    }

    /// <summary>
    /// Calls body(worker) once on each worker, 0 … <see cref="Workers"/> − 1, and returns when all have returned. The first
    /// exception of any worker is rethrown. Waits while a run of another thread is in progress.
    /// </summary>
    /// <param name="body">The body that each worker runs.</param>
    /// <exception cref="InvalidOperationException">The calling thread is a worker of this pool and runs a body.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public void Run(Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        // The caller's frame holds the reference until all workers have returned.
        Action<int> self = body;
        Run(&Invoke, Unsafe.AsPointer(ref self));
    }

    /// <summary>
    /// Calls body(context, worker, workers) once on each worker and returns when all have returned. The first exception of any
    /// worker is rethrown, and breaks the barriers of the others.
    /// </summary>
    /// <exception cref="InvalidOperationException">The calling thread is a worker of this pool and runs a body.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    internal void Run(delegate* <void*, int, int, void> body, void* context)
    {
        ExceptionDispatchInfo? error;
        TakeTurn();
        try
        {
            error = RunNow(body, context);
        }
        finally
        {
            _turn.Exit();
        }

        if (Volatile.Read(ref _isDisposed))
        {
            // Dispose did not wait for this run.
            EndThreads();
        }

        error?.Throw();
    }

    /// <summary>Throws if the pool was disposed.</summary>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);

    /// <summary>A barrier inside a run: waits until all workers have arrived.</summary>
    /// <exception cref="OperationCanceledException">Another worker failed, so that it will never arrive.</exception>
    internal void Barrier(int worker) => _barrier.Wait(worker);

    /// <summary>Stops the threads without waiting for them; they first finish a run in progress.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _isDisposed, true);
        EndThreads();
    }

    /// <summary>Stops the threads unless a run is in progress, which calls this at its end.</summary>
    private void EndThreads()
    {
        if (!_turn.TryEnter())
        {
            return;
        }

        if (!_isRunning && !_hasEnded)
        {
            _hasEnded = true;
            _run.Advance();
        }

        _turn.Exit();
    }

    /// <summary>Waits for the runs of other threads.</summary>
    private void TakeTurn()
    {
        if (!_turn.TryEnter())
        {
            // A worker would wait forever for its own run.
            if (_threads.AsSpan().Contains(Environment.CurrentManagedThreadId))
            {
                throw Nested();
            }

            _turn.Enter();
        }

        Exception? refused =
            _isRunning ? Nested()
            : _isDisposed ? new ObjectDisposedException(GetType().FullName)
            : null;
        if (refused is not null)
        {
            _turn.Exit();
            throw refused;
        }
    }

    private static InvalidOperationException Nested() =>
        new("A worker of the pool is running a body, and cannot run another on the same pool.");

    private ExceptionDispatchInfo? RunNow(delegate* <void*, int, int, void> body, void* context)
    {
        _isRunning = true;
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
        _isRunning = false;
        return error;
    }

    private static void Invoke(void* body, int worker, int workers) => Unsafe.AsRef<Action<int>>(body)(worker);

    private void Serve(int worker)
    {
        _threads[worker] = Environment.CurrentManagedThreadId;
        for (int seen = 0; ; seen++)
        {
            _run.WaitWhile(seen);
            if (Volatile.Read(ref _hasEnded))
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
