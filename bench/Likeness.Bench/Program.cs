using BenchmarkDotNet.Running;
using Likeness.Bench;

// `realnvp` races PyTorch; anything else goes to BenchmarkDotNet (`--filter '*'` runs every kernel).
return args is ["realnvp", .. var rest] ? RealNvpRace.Run(rest) : Kernels(args);

static int Kernels(string[] arguments)
{
    BenchmarkSwitcher.FromAssembly(typeof(RealNvpRace).Assembly).Run(arguments);
    return 0;
}
