namespace Likeness.Bench.Comparisons;

/// <summary>What a number of a race counts.</summary>
internal enum Unit
{
    /// <summary>Milliseconds; the shorter is the better.</summary>
    Milliseconds,

    /// <summary>Things done a second; the more the better.</summary>
    PerSecond,
}

/// <summary>One number that both sides of a race take.</summary>
/// <param name="Name">Its name, which the peer's script gives it too.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Take">Takes it here, within about so many seconds.</param>
/// <param name="Graph">The program that runs, for its operations, memory and listing.</param>
/// <param name="RunsPerUnit">How often the program runs in the time measured, or for one thing done.</param>
/// <param name="IsOnOneCore">Whether it uses one core whatever the workers, so that one core's peak is what it is compared with.</param>
internal sealed record Measure(
    string Name,
    Unit Unit,
    Func<double, double> Take,
    Compute.Compilation.CompiledGraph Graph,
    double RunsPerUnit = 1,
    bool IsOnOneCore = false
);
