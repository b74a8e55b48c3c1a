using BenchmarkDotNet.Running;
using Likeness.Bench;

// `realnvp` races PyTorch, `norms` times normalisations, `compile` times the compiler, `origin` repeats the origin's protocol;
// anything else goes to BenchmarkDotNet (`--filter '*'` for all).
return args switch
{
    ["realnvp", .. var rest] => RealNvpRace.Run(rest),
    ["norms", .. var rest] => NormBench.Run(rest),
    ["compile", .. var rest] => CompileTimes.Run(rest),
    ["origin", .. var rest] => OriginProtocol.Run(rest),
    _ => Kernels(args),
};

static int Kernels(string[] arguments)
{
    BenchmarkSwitcher.FromAssembly(typeof(RealNvpRace).Assembly).Run(arguments);
    return 0;
}
