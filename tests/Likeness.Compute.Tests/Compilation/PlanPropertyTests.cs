using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Buffer = Likeness.Compute.Compilation.Buffer;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>Property tests of memory, barriers and order on random graphs, each compared with its simple definition.</summary>
public unsafe class PlanPropertyTests
{
    private const int Workers = 3;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 60)];

    [Theory]
    [MemberData(nameof(Seeds), DisableDiscoveryEnumeration = true)]
    public void BuffersThatLiveTogetherShareNoMemory(int seed)
    {
        FakeStep[] steps = RandomSteps(seed);
        int length = MemoryPlan.Place(steps);
        Buffer[] buffers = [.. steps.SelectMany(step => step.Reads.Concat(step.Writes)).Distinct()];
        var lives = buffers.ToDictionary(buffer => buffer, buffer => Life(steps, buffer));
        foreach (Buffer a in buffers)
        {
            Assert.InRange(a.ArenaOffset, 0, length - a.Length);
            foreach (Buffer b in buffers.Where(b => b != a && a.ArenaOffset < b.ArenaOffset + b.Length))
            {
                bool overlap = b.ArenaOffset < a.ArenaOffset + a.Length;
                bool together = lives[a].First <= lives[b].Last && lives[b].First <= lives[a].Last;
                bool takenOver = a.TakesOver is not null || b.TakesOver is not null;
                Assert.False(overlap && a.Owner != b.Owner, "workers share memory");
                Assert.False(overlap && together && !takenOver, "two live buffers overlap");
            }
        }

        // If all buffers live until the end, only the padding of cache lines is wasted.
        Array.ForEach(buffers, buffer => buffer.IsKept = true);
        Array.ForEach(buffers, buffer => buffer.TakesOver = null);
        Array.ForEach(steps, step => step.MayShare.Clear());
        Assert.Equal(buffers.Sum(buffer => (buffer.Length + 15) / 16 * 16), MemoryPlan.Place(steps));
    }

    [Theory]
    [MemberData(nameof(Seeds), DisableDiscoveryEnumeration = true)]
    public void WaitsAreWhereMemoryIsTouchedByAnother(int seed)
    {
        FakeStep[] steps = RandomSteps(seed);
        var arena = new AlignedBuffer(MemoryPlan.Place(steps));
        var expected = new bool[steps.Length];
        int last = 0;
        for (int i = 0; i < steps.Length; i++)
        {
            expected[i] = Enumerable.Range(last, i - last).Any(j => Clash(steps[j], steps[i]));
            last = expected[i] ? i : last;
        }

        Assert.Equal(expected, Barriers.Place(steps, arena.Data));
        arena.Dispose();
    }

    [Theory]
    [MemberData(nameof(Seeds), DisableDiscoveryEnumeration = true)]
    public void TheOrderIsGreedyAndKeepsDependencies(int seed)
    {
        FakeStep[] steps = RandomSteps(seed);
        int[] owners = Array.ConvertAll(steps, step => step.Owner);
        int[] order = StepOrder.Arrange(steps, owners, Workers, small: 50, out long span);
        var done = new Dictionary<int, long>();
        var busy = new long[Workers];
        foreach (int next in order)
        {
            long? Start(int i)
            {
                int[] before = [.. Enumerable.Range(0, i).Where(j => DependsOn(steps[j], steps[i]))];
                return before.All(done.ContainsKey) ? before.Select(j => done[j]).Append(busy[owners[i]]).Max() : null;
            }

            (long?, bool, int) best = Enumerable
                .Range(0, steps.Length)
                .Where(i => !done.ContainsKey(i))
                .Select(i => (Start: Start(i), steps[i].Work > 50, i))
                .Where(choice => choice.Start is not null)
                .Min();
            Assert.Equal(best.Item3, next);
            done[next] = busy[owners[next]] = best.Item1!.Value + steps[next].Work;
        }

        Assert.Equal(steps.Length, order.Distinct().Count());
        Assert.Equal(busy.Max(), span);
    }

    private static bool DependsOn(Step a, Step b) =>
        a.Writes.Intersect(b.Reads.Concat(b.Writes)).Any() || a.Reads.Intersect(b.Writes).Any() || b.Follows == a;

    private static (int First, int Last) Life(FakeStep[] steps, Buffer buffer)
    {
        int[] users =
        [
            .. Enumerable.Range(0, steps.Length).Where(i => steps[i].Reads.Concat(steps[i].Writes).Contains(buffer)),
        ];
        return (users[0], users[^1]);
    }

    private static bool Clash(FakeStep a, FakeStep b)
    {
        bool One(Buffer x, Buffer y)
        {
            bool overlap = x.ArenaOffset < y.ArenaOffset + y.Length && y.ArenaOffset < x.ArenaOffset + x.Length;
            bool lanes = a.Sharing == Sharing.ByLanes && a.ByLanes.Contains(x) && b.Sharing == Sharing.ByLanes;
            lanes = lanes && b.ByLanes.Contains(y) && x.ArenaOffset == y.ArenaOffset;
            lanes = lanes && (a.LaneExtent, x.Pitch) == (b.LaneExtent, y.Pitch);
            bool alone = a.Sharing == Sharing.Alone && b.Sharing == Sharing.Alone && a.Owner == b.Owner;
            return overlap && !lanes && !alone;
        }

        return a.Writes.Any(x => b.Reads.Concat(b.Writes).Any(y => One(x, y)))
            || a.Reads.Any(x => b.Writes.Any(y => One(x, y)));
    }

    /// <summary>Steps that write one or two buffers each and read some of the earlier ones.</summary>
    private static FakeStep[] RandomSteps(int seed)
    {
        var random = new Random(seed);
        var written = new List<Buffer>();
        var steps = new FakeStep[random.Next(1, 40)];
        bool owned = random.Next(2) == 0;
        for (int i = 0; i < steps.Length; i++)
        {
            int owner = random.Next(Workers);
            Buffer[] reads = [.. written.Where(_ => random.Next(1 + (written.Count / 2)) == 0).Distinct()];
            Buffer[] writes =
            [
                .. Enumerable
                    .Range(0, random.Next(1, 3))
                    .Select(k => new Buffer(random.Next(1, 100), $"{i}.{k}")
                    {
                        Pitch = random.Next(1, 3),
                        Owner = owned ? owner : 0,
                    }),
            ];
            steps[i] = new FakeStep(reads, writes, random.Next(100), owned ? 0 : random.Next(2) * 32)
            {
                Owner = owner,
                Sharing = owned ? Sharing.Alone : (Sharing)random.Next(3),
            };
            if (steps[i].LaneExtent == 0 && steps[i].Sharing == Sharing.ByLanes)
            {
                steps[i].Sharing = Sharing.ByUnits;
            }

            steps[i].ByLanes.UnionWith(reads.Concat(writes).Where(_ => random.Next(3) > 0));
            steps[i].Follows = i > 0 && random.Next(4) == 0 ? steps[random.Next(i)] : null;
            if (reads.Length > 0 && random.Next(2) == 0)
            {
                steps[i].MayShare.Add((writes[0], reads[0]));
            }

            written.AddRange(writes);
        }

        return steps;
    }
}
