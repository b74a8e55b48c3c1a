using System.Globalization;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Testing;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Safety;

/// <summary>
/// Random orders of creation, use, disposal, loss of references and collection. Parameters count their updates in integers, so the exact value of
/// every read is known, and a read of freed memory gives another value or crashes the process.
/// </summary>
public sealed class LifetimeFuzzTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void AnyOrderIsRightOrRefused(ulong seed) => Alone(seed, steps: 150);

    [SkippableTheory]
    [Trait("Category", "Long")]
    [InlineData(101)]
    [InlineData(102)]
    public void AnyOrderIsRightOrRefusedInALongRun(ulong seed)
    {
        LongTest.Require();
        Alone(seed, steps: 1200);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AnyOrderOnSeveralThreadsEndsInAnExceptionAtMost(ulong seed) => Together(seed, steps: 100);

    [SkippableTheory]
    [Trait("Category", "Long")]
    [InlineData(103)]
    [InlineData(104)]
    public void AnyOrderOnSeveralThreadsEndsInAnExceptionAtMostInALongRun(ulong seed)
    {
        LongTest.Require();
        Together(seed, steps: 700);
    }

    private static void Alone(ulong seed, int steps)
    {
        var world = new World(seed, shared: false);
        for (int i = 0; i < steps; i++)
        {
            world.Step();
        }
    }

    private static void Together(ulong seed, int steps)
    {
        var worlds = Enumerable.Range(0, 4).Select(i => new World((seed * 10) + (ulong)i, shared: true)).ToArray();
        Array.ForEach(worlds, world => world.Join(worlds[0]));
        SharedUseTests.Together(
            worlds.Length,
            thread =>
            {
                for (int i = 0; i < steps; i++)
                {
                    worlds[thread].Step();
                }
            }
        );
    }

    private sealed class Counter(int length)
    {
        public Parameter Parameter { get; } = new("counter", [length]);

        public int Updates { get; set; }

        public bool IsDisposed { get; set; }
    }

    private sealed record Use(CompiledGraph Graph, Tensor Input, Tensor Output, Counter Counter, Team Team)
    {
        public float Written { get; set; }

        public float Read { get; set; }

        public bool IsDisposed { get; set; }
    }

    private sealed class Team
    {
        public WorkerPool? Pool { get; init; }

        public bool IsDisposed { get; set; }
    }

    private sealed class World(ulong seed, bool shared)
    {
        private readonly RandomValues random = new(seed);
        private List<Counter> counters = [];
        private List<Use> uses = [];
        private List<Team> teams = [];

        /// <summary>Uses the same objects as another.</summary>
        public void Join(World other) => (counters, uses, teams) = (other.counters, other.uses, other.teams);

        public void Step()
        {
            switch (random.Below(10))
            {
                case 0:
                    Add(counters, new Counter(1 + random.Below(5000)));
                    break;
                case 1:
                    Add(teams, new Team { Pool = random.Below(2) == 0 ? null : new WorkerPool(1 + random.Below(3)) });
                    break;
                case 2:
                    Compile();
                    break;
                case 3:
                case 4:
                    Apply(uses, Run);
                    break;
                case 5:
                    Apply(uses, Write);
                    break;
                case 6:
                    Apply(uses, Read);
                    break;
                case 7:
                    Dispose();
                    break;
                case 8:
                    // Left to the garbage collector.
                    Remove(uses);
                    Remove(counters);
                    break;
                default:
                    Apply(counters, Look);
                    break;
            }
        }

        private void Compile() =>
            Apply(
                counters,
                counter =>
                    Apply(
                        teams,
                        team =>
                        {
                            int length = counter.Parameter.Shape.Count;
                            Tensor x = Tensor.Input("x", [length]);
                            Tensor sum = x + counter.Parameter.Tensor;
                            Tensor y = random.Below(2) == 0 ? sum : Tensor.Loop(3, [x], (_, s) => [s[0]])[0] + sum - x;
                            var options = new CompiledGraphOptions(team.Pool);
                            Assignment next = new(counter.Parameter, counter.Parameter.Tensor + 1);
                            Expect(
                                counter.IsDisposed,
                                () =>
                                    Add(uses, new Use(CompiledGraph.Compile([y], [next], options), x, y, counter, team))
                            );
                        }
                    )
            );

        private void Run(Use use) =>
            Expect(
                use.IsDisposed || use.Counter.IsDisposed || use.Team.IsDisposed,
                () =>
                {
                    use.Graph.Run();
                    use.Read = use.Written + use.Counter.Updates;
                    use.Counter.Updates++;
                }
            );

        private void Write(Use use) =>
            Expect(
                use.IsDisposed,
                () =>
                {
                    float value = random.Below(100);
                    use.Graph.Write(use.Input, [.. Enumerable.Repeat(value, use.Input.Shape.Count)]);
                    use.Written = value;
                }
            );

        private void Read(Use use) =>
            Expect(
                use.IsDisposed,
                () =>
                {
                    var values = new float[use.Output.Shape.Count];
                    use.Graph.Read(use.Output, values);
                    AreAll(use.Read, values);
                }
            );

        private void Look(Counter counter) =>
            Expect(
                counter.IsDisposed,
                () =>
                {
                    Span<float> values = counter.Parameter.Values;
                    if (random.Below(3) == 0)
                    {
                        Remove(counters);
                        DisposalTests.Collect();
                    }

                    AreAll(counter.Updates, values);
                }
            );

        private void Dispose()
        {
            switch (random.Below(4))
            {
                case 0:
                    Apply(
                        counters,
                        counter =>
                        {
                            counter.IsDisposed = true;
                            counter.Parameter.Dispose();
                        }
                    );
                    break;
                case 1:
                    Apply(
                        teams,
                        team =>
                        {
                            team.IsDisposed = team.Pool is not null;
                            team.Pool?.Dispose();
                        }
                    );
                    break;
                case 2:
                    Apply(
                        uses,
                        use =>
                        {
                            use.IsDisposed = true;
                            use.Graph.Dispose();
                        }
                    );
                    break;
                default:
                    DisposalTests.Collect();
                    break;
            }
        }

        /// <summary>Exactly the disposed objects throw; under concurrent use, any call may throw.</summary>
        private void Expect(bool refused, Action act)
        {
            if (shared)
            {
                SharedUseTests.Allowed<InvalidOperationException>(act); // or ObjectDisposedException, which is one
            }
            else
            {
                Assert.Equal(!refused, SharedUseTests.Allowed<ObjectDisposedException>(act));
            }
        }

        private void AreAll(float expected, Span<float> values)
        {
            foreach (float value in values)
            {
                // Under concurrent use, only integrality is known.
                bool isRight = shared ? value >= 0 && value == MathF.Floor(value) : value == expected;
                Assert.True(isRight, string.Create(CultureInfo.InvariantCulture, $"{value:R} instead of {expected:R}"));
            }
        }

        private void Apply<T>(List<T> all, Action<T> act)
            where T : class
        {
            T? one;
            lock (all)
            {
                one = all.Count == 0 ? null : all[random.Below(all.Count)];
            }

            if (one is not null)
            {
                act(one);
            }
        }

        private static void Add<T>(List<T> all, T one)
        {
            lock (all)
            {
                all.Add(one);
            }
        }

        private void Remove<T>(List<T> all)
        {
            lock (all)
            {
                if (all.Count > 2)
                {
                    all.RemoveAt(random.Below(all.Count));
                }
            }
        }
    }
}
