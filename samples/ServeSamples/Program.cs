// Serves samples of a trained model of tables:
//   dotnet run --project samples/ServeSamples -c Release -- runs/mine --urls http://127.0.0.1:5000
//   curl 'http://127.0.0.1:5000/samples?count=5&seed=1'
// With "--load N", sends itself N requests from 8 clients at once, checks every answer, and prints their times.
using Likeness.AspNetCore;
using Likeness.Data;
using Likeness.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServeSamples;

string folder = args[0];

#region serve
var builder = WebApplication.CreateBuilder();
builder.Services.AddTrainedModel(folder);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var app = builder.Build();

app.MapGet(
    "/samples",
    (TrainedModel model, CancellationToken cancellationToken, int count = 10, ulong seed = 0) =>
    {
        if (count is < 1 or > 100_000)
        {
            return Results.BadRequest("count is not between 1 and 100000");
        }

        var rows = model.Sample<Table>(count, seed, cancellationToken: cancellationToken);
        var csv = new MemoryStream();
        CsvWriter.Write(csv, rows);
        return Results.Bytes(csv.ToArray(), "text/csv");
    }
);
#endregion

app.Urls.Add(args is [_, "--urls", var address, ..] ? address : "http://127.0.0.1:0");
await app.StartAsync();
Console.WriteLine($"listening on {app.Urls.First()}");
if (args is [_, "--load", var requests])
{
    await LoadTest.RunAsync(app.Urls.First(), app.Services.GetRequiredService<TrainedModel>(), int.Parse(requests));
    await app.StopAsync();
}
else
{
    await app.WaitForShutdownAsync();
}
