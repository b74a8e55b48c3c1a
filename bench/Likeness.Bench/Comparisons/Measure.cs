namespace Likeness.Bench.Comparisons;

/// <summary>The unit of a measure.</summary>
internal enum Unit
{
    /// <summary>Milliseconds; lower is better.</summary>
    Milliseconds,

    /// <summary>Items per second; higher is better.</summary>
    PerSecond,
}

/// <summary>A measure that both sides of a comparison take.</summary>
/// <param name="Name">Its name, as in the baseline's script.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Take">Measures our side, within about the given number of seconds.</param>
/// <param name="Graph">The compiled graph, for its operations, memory and listing.</param>
/// <param name="RunsPerUnit">The number of runs of the graph in the measured time, or per item.</param>
/// <param name="IsOnOneCore">Whether it uses one core for any number of workers, so that it is compared with one core's peak.</param>
internal sealed record Measure(
    string Name,
    Unit Unit,
    Func<double, double> Take,
    Compute.Compilation.CompiledGraph Graph,
    double RunsPerUnit = 1,
    bool IsOnOneCore = false
);
