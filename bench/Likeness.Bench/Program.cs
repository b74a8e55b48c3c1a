using BenchmarkDotNet.Running;
using Likeness.Bench;
using Likeness.Bench.Racing;
using Likeness.Bench.Toys;

// A race by its name, or `all` of them; `memory` compares the VAE's peak, `start` times the start of a published build, `norms`
// normalisations, `mmd` MMD beside NumPy, `evaluate` every metric, `compile` the compiler, `origin` repeats the origin's protocol,
// `toys` learns known densities of the plane, `vanilla` trains the Vanilla VAE beside PyTorch's; anything else goes to BenchmarkDotNet (`--filter '*'` for all).
return args switch
{
    ["all", .. var rest] => Races.Run(Races.All, rest),
    ["memory", .. var rest] => PeakMemory.Run(rest),
    ["start", ..] => StartTime.Run(),
    ["mmd", .. var rest] => MmdBench.Run(rest),
    ["evaluate", .. var rest] => EvaluateBench.Run(rest),
    ["norms", .. var rest] => NormBench.Run(rest),
    ["batches", .. var rest] => BatchSizes.Run(rest),
    ["compile", .. var rest] => CompileTimes.Run(rest),
    ["origin", .. var rest] => OriginProtocol.Run(rest),
    ["toys", .. var rest] => ToyFlows.Run(rest),
    ["vanilla", .. var rest] => VanillaVaeBench.Run(rest),
    [var name, .. var rest] when Races.All.Any(race => race.Name == name) => Races.Run(
        Races.All.Where(race => race.Name == name),
        rest
    ),
    _ => Kernels(args),
};

static int Kernels(string[] arguments)
{
    BenchmarkSwitcher.FromAssembly(typeof(Races).Assembly).Run(arguments);
    return 0;
}
