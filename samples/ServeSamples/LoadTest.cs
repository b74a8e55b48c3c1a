using System.Collections.Concurrent;
using System.Diagnostics;
using Likeness.Data;
using Likeness.Runs;

namespace ServeSamples;

/// <summary>Requests from several clients at once, each compared with the serial sample of its seed.</summary>
internal static class LoadTest
{
    private const int Clients = 8;
    private const int Seeds = 32;
    private const int Rows = 100;

    public static async Task RunAsync(string address, TrainedModel model, int requests)
    {
        byte[][] expected = [.. Enumerable.Range(0, Seeds).Select(seed => Csv(model, (ulong)seed))];
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        await client.GetAsync(Query(0)); // starts the server's code
        var times = new ConcurrentBag<double>();
        int wrong = 0;
        int next = 0;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            Enumerable
                .Range(0, Clients)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        for (int i; (i = Interlocked.Increment(ref next)) <= requests; )
                        {
                            long sent = Stopwatch.GetTimestamp();
                            byte[] answer = await client.GetByteArrayAsync(Query(i % Seeds));
                            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                            if (!answer.AsSpan().SequenceEqual(expected[i % Seeds]))
                            {
                                Interlocked.Increment(ref wrong);
                            }
                        }
                    })
                )
        );
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double[] sorted = [.. times.Order()];
        Console.WriteLine(
            $"{requests} requests of {Rows} rows from {Clients} clients: {wrong} wrong, {requests / seconds:0} per second, "
                + $"median {sorted[sorted.Length / 2]:0.0} ms, p99 {sorted[(int)(0.99 * (sorted.Length - 1))]:0.0} ms"
        );
    }

    private static string Query(int seed) => $"/samples?count={Rows}&seed={seed}";

    private static byte[] Csv(TrainedModel model, ulong seed)
    {
        using var csv = new MemoryStream();
        CsvWriter.Write(csv, model.Sample<Table>(Rows, seed));
        return csv.ToArray();
    }
}
